// A whole document, with the passage that was cited.

import { Problem, request } from "./api.js";
import { ask, byId, element, fill, webLink } from "./dom.js";
import { decided, words } from "./passage.js";
import { clearProblem, showProblem } from "./problem.js";
import { day } from "./words.js";

/** The address of a document in the API. */
export const addressOf = (id) => `v1/documents/${encodeURIComponent(id)}`;

/** Show a piece of evidence in the text of its document. */
export const readInContext = (item) => readDocument(item.document.id, item);

/** Show a document; of a piece of evidence the passage is tinted, its deciding sentence marked and scrolled to. */
export async function readDocument(id, item = null) {
  clearProblem();
  try {
    show(await request("GET", addressOf(id)), item);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
    return;
  }
  const answered = ask(byId("document-dialog"));
  byId("document-text").querySelector("mark")?.scrollIntoView({ block: "center" });
  await answered;
}

function show(found, item) {
  byId("document-heading").replaceChildren(element("bdi", {}, found.title || found.id));
  byId("document-facts").replaceChildren(...[
    ...(found.publisher ? [element("bdi", {}, found.publisher), " · "] : []), `${day(found.published)} · `, element("bdi", {}, found.id), `, version ${found.version}`,
    ...(found.url ? [" · ", webLink(found.url, found.url)] : [])]);
  const points = Array.from(found.text);
  const { start, end, rationale } = item ?? { start: 0, end: 0, rationale: { start: 0, end: 0 } };
  fill(byId("document-text"),
    element("span", {}, ...words(points, 0, start)),
    item ? element("span", { class: "passage" }, ...words(points, start, rationale.start),
      decided(points, rationale.start, rationale.end), ...words(points, rationale.end, end)) : null,
    element("span", {}, ...words(points, end)));
}
