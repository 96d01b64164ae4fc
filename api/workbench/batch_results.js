// What has come of each claim of a batch: a list that grows, and one claim opened beside it.

import { request } from "./api.js";
import { csv, json } from "./batch_files.js";
import { readInContext } from "./document.js";
import { byId, element, fill, scrollWithin, sign } from "./dom.js";
import { download } from "./exports.js";
import { clearProblem } from "./problem.js";
import { stepper } from "./stepper.js";
import { panel } from "./verdict.js";
import { LABELS, confidenceWord, told } from "./words.js";

const PAGE = 100;
// The batch whose results are shown, {id, answered, pages, results}; null if none are.
let opened = null;

/** Show what has come of a batch so far. */
export async function openResults(batch, name) {
  clearProblem();
  opened = { id: batch.id, answered: 0, pages: [], results: [] };
  const heading = element("h2", { id: "batch-results-heading", tabindex: "-1" }, `Results: ${name}`);
  fill(byId("batch-results"),
    element("div", { class: "result-head" }, heading, element("div", { class: "saving" },
      element("button", { type: "button", id: "save-batch-csv", click: () => download("fact-checks.csv", csv(opened.results)) }, "Save as CSV"),
      element("button", { type: "button", id: "save-batch-json", click: () => download("fact-checks.json", json(opened.results)) }, "Save as JSON"))),
    element("div", { id: "batch-columns" },
      element("div", { class: "text-column" }, element("table", { class: "documents verdicts" },
        element("thead", {}, element("tr", {}, ...["Claim", "Verdict", "Confidence"].map((words) => element("th", { scope: "col" }, words)))),
        element("tbody", { id: "batch-lines" }))),
      element("section", { class: "opened", id: "batch-opened", "aria-labelledby": "batch-verdict-heading", hidden: true })));
  await refresh(batch);
  if (opened?.id !== batch.id) return;
  byId("batch-results").hidden = false;
  heading.focus();
}

/** Show what is new of the batch that is open, if it is one of those. */
export async function growResults(batches) {
  const grown = batches.find(({ id, request_counts: counts }) => id === opened?.id && counts.completed + counts.failed > opened.answered);
  if (grown) await refresh(grown);
}

/** Show the results of a batch no more. */
export function closeResults({ id }) {
  if (opened?.id !== id) return;
  byId("batch-results").hidden = true;
  opened = null;
}

/** The lines anew, but those that are as they were: the reader may be about to press one. */
async function refresh({ id, request_counts: { completed, failed } }) {
  const reading = opened;
  await readPages(id, reading.pages);
  // Another batch may have been opened meanwhile.
  if (opened !== reading) return;
  const results = reading.pages.flatMap((page) => page.results);
  const lines = byId("batch-lines");
  results.forEach((item, place) => {
    const before = lines.children[place];
    if (before?.dataset.status === item.status) return;
    if (before) before.replaceWith(line(item, place + 1));
    else lines.append(line(item, place + 1));
  });
  Object.assign(reading, { answered: completed + failed, results });
}

/** Bring `pages` up to date; of ten thousand claims few are answered between two looks. */
async function readPages(id, pages) {
  const areAll = pages.length > 0 && !pages.at(-1).next;
  for (let place = 0, cursor; place === 0 || cursor; place += 1) {
    if (!pages[place]?.results.every(isAnswered)) {
      pages[place] = await readPage(`v1/batches/${id}/results`, cursor);
      // They are answered in their order, so that those after it are as they were.
      if (areAll && !pages[place].results.some(isAnswered)) return;
    }
    cursor = pages[place].next;
  }
}

/** One page of a list of the API. */
export async function readPage(path, cursor) {
  const query = new URLSearchParams({ limit: PAGE, ...(cursor ? { cursor } : {}) });
  return request("GET", `${path}?${query}`);
}

const isAnswered = ({ status }) => status !== "waiting";

function line(item, number) {
  const { verdict, problem } = item;
  const claim = element("bdi", {}, item.claim);
  const title = verdict ? element("button", { type: "button", class: "title", click: () => show(number) }, claim) : claim;
  return element("tr", { "data-status": item.status },
    element("th", { scope: "row" }, title, problem ? element("p", { class: "hint" }, problem.detail.replace(/^claim: /, "")) : null),
    element("td", { "data-heading": "Verdict", class: verdict && told(verdict).most }, ...verdictWords(item)),
    element("td", { "data-heading": "Confidence" }, verdict ? `${confidenceWord(verdict.confidence)} (${verdict.confidence.toFixed(2)})` : "–"));
}

function verdictWords({ verdict, problem }) {
  if (!verdict) return [problem ? "Not checked" : "waiting"];
  const { label, so } = told(verdict);
  const words = (each) => [sign(LABELS[each].sign), `\u00a0${LABELS[each].words}`];
  const answer = (question, each) => element("span", { class: `answer ${each}` }, question, ...words(each));
  return so ? [answer("It was said: ", label), answer("It is so: ", so)] : words(label);
}

/** Open the claim of that number beside the list, which stays where it is. */
function show(number) {
  const { results } = opened;
  const place = byId("batch-opened");
  const rows = [...byId("batch-lines").children];
  rows.forEach((made, at) => made.querySelector("button")?.setAttribute("aria-current", String(at === number - 1)));
  const toClaim = (to, words) => element("button", { type: "button", class: "quiet", click: () => show(to) }, words);
  const back = { words: "Back to the list", click: () => rows[number - 1].querySelector("button").focus() };
  fill(place, stepper(results.map(({ verdict }) => verdict?.label ?? null), number, toClaim, back),
    panel(results[number - 1].verdict, { number, of: results.length, id: "batch-verdict-heading" }, readInContext));
  place.hidden = false;
  byId("batch-columns").className = "columns";
  scrollWithin(place.previousElementSibling, rows[number - 1]);
  byId("batch-verdict-heading").focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}
