// Batches: many claims, worked through by the server, followed and read here.

import { Problem, request } from "./api.js";
import { csv, json } from "./batch_files.js";
import { readInContext } from "./document.js";
import { byId, element, entitle, fill, mayRemove, once, say, scrollWithin, sign } from "./dom.js";
import { download } from "./exports.js";
import { clearProblem, showProblem } from "./problem.js";
import { claimsOf } from "./claims_file.js";
import { BadFile } from "./sources.js";
import { stepper } from "./stepper.js";
import { panel } from "./verdict.js";
import { LABELS, confidenceWord, count, moment, told } from "./words.js";

const PAGE = 100;
// Seconds until the next look, and after a look that went wrong.
const LOOK = 2;
const LOOK_AGAIN = 10;
const ENDED = new Set(["finished", "cancelled"]);
let looking = null;
let looks = 0;
let isTroubled = false;
// The batch whose results are shown, {id, answered, results}; null if none are.
let opened = null;

/** Make the page work. */
export function startBatches() {
  byId("batch-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("start-batch"), () => guarded(begin));
  });
  byId("batch-file").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) readClaims(file);
  });
}

async function readClaims(file) {
  clearProblem();
  try {
    const claims = await claimsOf(file);
    byId("batch-claims").value = claims.join("\n");
    byId("batch-read").textContent = `${count(claims.length, "claim")} read from ${file.name}.`;
    say(byId("batch-read").textContent);
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    byId("batch-file").value = "";
    byId("batch-read").textContent = "";
    showProblem({ body: { title: "The file was not read", detail: error.message } });
  }
}

/** Show one's batches, and keep looking as long as the page is shown and one is worked on. */
export async function showBatches() {
  isTroubled = false;
  await keepLooking();
}

async function keepLooking() {
  clearTimeout(looking);
  looks += 1;
  const number = looks;
  const wait = await look(() => number === looks);
  if (wait === null || number !== looks) return;
  looking = setTimeout(() => { if (!byId("batches").hidden) keepLooking(); }, 1000 * wait);
}

/** One look, in how many seconds the next one is due, or null; nothing is shown if `isLast` denies. */
async function look(isLast) {
  try {
    const batches = await all("v1/batches", "batches");
    if (!isLast()) return null;
    if (isTroubled) clearProblem();
    isTroubled = false;
    showRows(batches);
    const grown = batches.find(({ id, request_counts: counts }) => id === opened?.id && counts.completed + counts.failed > opened.answered);
    if (grown) await refresh(grown);
    return batches.some((batch) => !ENDED.has(batch.state)) ? LOOK : null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!isLast()) return null;
    // Said once, however often it happens.
    if (!isTroubled) showProblem(error);
    isTroubled = error.isPassing;
    return error.isPassing ? Math.max(error.wait ?? 0, LOOK_AGAIN) : null;
  }
}

async function guarded(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  }
}

async function all(path, name) {
  const found = [];
  let cursor;
  do {
    const query = new URLSearchParams({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    const page = await request("GET", `${path}?${query}`);
    found.push(...page[name]);
    cursor = page.next;
  } while (cursor);
  return found;
}

async function begin() {
  clearProblem();
  const field = byId("batch-claims");
  const claims = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  field.setCustomValidity(claims.length ? "" : "Write or paste a claim first.");
  if (!byId("batch-form").reportValidity()) return;
  const body = { claims: claims.map((claim) => ({ claim })) };
  if (byId("batch-as-of").value) body.as_of = byId("batch-as-of").value;
  await request("POST", "v1/batches", { body });
  byId("batch-form").reset();
  byId("batch-read").textContent = "";
  say(`${count(claims.length, "claim")} taken in`);
  await showBatches();
}

/** The last one first. A row that is there stays, since the reader may be about to press its button. */
function showRows(batches) {
  const list = byId("batch-list");
  const rows = new Map([...list.children].map((made) => [made.dataset.id, made]));
  for (const batch of batches) {
    const found = rows.get(batch.id) ?? row(batch);
    if (!rows.delete(batch.id)) list.prepend(found);
    showProgress(found, batch);
  }
  for (const gone of rows.values()) gone.remove();
  byId("no-batches").hidden = batches.length > 0;
}

function row(batch) {
  const { total } = batch.request_counts;
  const name = `${count(total, "claim")}, ${moment(batch.created_at)}`;
  const button = (words, label, act) => element("button", {
    type: "button", "aria-label": label, click: (event) => once(event.currentTarget, () => guarded(act)),
  }, words);
  const deleting = button("Delete", `Delete ${name}`, () => remove(batch, name));
  deleting.className = "quiet";
  return element("li", { "data-id": batch.id },
    element("span", { class: "batch-name" }, name),
    element("progress", { max: total, "aria-label": `Progress of ${name}` }),
    element("span", { class: "hint" }),
    button("Results", `Results of ${name}`, () => open(batch, name)),
    deleting);
}

function showProgress(made, { state, request_counts: { total, completed, failed } }) {
  const words = [state === "finished" ? "finished" : `${completed + failed} of ${total} checked`,
    failed ? `${failed} failed` : null, state === "cancelled" ? "cancelled" : null].filter(Boolean).join(", ");
  made.querySelector("progress").value = completed + failed;
  made.querySelector(".hint").textContent = words;
  // For whoever waits in another tab, or cannot see it.
  if (state === "finished" && made.dataset.state === "running") {
    entitle("Batch finished");
    say(`The batch of ${count(total, "claim")} is ${words}`);
  }
  made.dataset.state = state;
}

async function remove(batch, name) {
  clearProblem();
  const consequence = "It is stopped if it is still worked on, and all its results are lost.";
  if (!(await mayRemove({ question: "Delete this batch?", name, consequence, word: "Delete" }))) return;
  await request("DELETE", `v1/batches/${batch.id}`);
  if (opened?.id === batch.id) {
    byId("batch-results").hidden = true;
    opened = null;
  }
  say("The batch is deleted");
  await showBatches();
  byId("own-batches-heading").focus();
}

async function open(batch, name) {
  clearProblem();
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
  byId("batch-results").hidden = false;
  heading.focus();
}

/** The lines anew, but those that are as they were: the reader may be about to press one. */
async function refresh({ id, request_counts: { completed, failed } }) {
  const results = await all(`v1/batches/${id}/results`, "results");
  const lines = byId("batch-lines");
  results.forEach((item, place) => {
    const before = lines.children[place];
    if (before?.dataset.status === item.status) return;
    if (before) before.replaceWith(line(item, place + 1));
    else lines.append(line(item, place + 1));
  });
  opened = { id, answered: completed + failed, results };
}

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
  const words = (each) => [sign(LABELS[each].sign), ` ${LABELS[each].words}`];
  return so ? ["It was said: ", ...words(label), element("br"), "It is so: ", ...words(so)] : words(label);
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
