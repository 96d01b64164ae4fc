// A whole document, with the passage that was cited.

import { Problem, request } from "./api.js";
import { ask, byId, element, fill } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { day, part, publisher } from "./words.js";

/** The address of a document in the API. */
export const addressOf = (id) => `v1/documents/${encodeURIComponent(id)}`;

/** Show a piece of evidence in the text of its document. */
export const readInContext = (item) => readDocument(item.document.id, item);

/** Show a document; `span` {start, end} is marked and scrolled to. */
export async function readDocument(id, span = null) {
  clearProblem();
  try {
    show(await request("GET", addressOf(id)), span);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
    return;
  }
  const answered = ask(byId("document-dialog"));
  byId("document-text").querySelector("mark")?.scrollIntoView({ block: "center" });
  await answered;
}

function show(found, span) {
  byId("document-heading").replaceChildren(element("bdi", {}, found.title || found.id));
  byId("document-facts").replaceChildren(element("span", {},
    `${publisher(found)} · ${day(found.published)} · ${found.id}, version ${found.version}`));
  const points = Array.from(found.text);
  const [start, end] = span ? [span.start, span.end] : [0, 0];
  fill(byId("document-text"),
    element("span", {}, part(points, 0, start)),
    span ? element("mark", { class: "decided" }, part(points, start, end)) : null,
    element("span", {}, part(points, end)));
}
