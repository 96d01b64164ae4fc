// Batches: many claims, worked through by the server, followed and read here.

import { Problem, request } from "./api.js";
import { readInContext } from "./document.js";
import { byId, element, fill, say, sign } from "./dom.js";
import { download } from "./exports.js";
import { clearProblem, showProblem } from "./problem.js";
import { panel } from "./verdict.js";
import { LABELS, confidenceWord, count } from "./words.js";

const PAGE = 100;
const LOOK = 2_000;
let looking = null;

/** Make the page work. */
export function startBatches() {
  byId("batch-form").addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(begin);
  });
  byId("batch-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) byId("batch-claims").value = await file.text();
  });
}

/** Show one's batches, and keep looking as long as the page is shown and one is worked on. */
export async function showBatches() {
  clearTimeout(looking);
  await guarded(async () => {
    const batches = await all("v1/batches", "batches");
    byId("no-batches").hidden = batches.length > 0;
    fill(byId("batch-list"), batches.reverse().map(row));
    if (batches.some((batch) => batch.state !== "finished")) {
      looking = setTimeout(() => { if (!byId("batches").hidden) showBatches(); }, LOOK);
    }
  });
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
  byId("start-batch").disabled = true;
  try {
    await request("POST", "v1/batches", { body });
  } finally {
    byId("start-batch").disabled = false;
  }
  byId("batch-form").reset();
  say(`${count(claims.length, "claim")} taken in`);
  await showBatches();
}

function row(batch) {
  const { total, completed, failed } = batch.request_counts;
  const name = `${count(total, "claim")}, ${new Date(batch.created_at).toLocaleString()}`;
  const words = batch.state === "finished" ? "finished" : `${completed + failed} of ${total} checked`;
  return element("li", {},
    element("span", { class: "batch-name" }, name),
    element("progress", { max: total, value: completed + failed, "aria-label": `Progress of ${name}` }),
    element("span", { class: "hint" }, words),
    element("button", { type: "button", "aria-label": `Results of ${name}`, click: () => guarded(() => open(batch, name)) }, "Results"),
    element("button", { type: "button", class: "quiet", "aria-label": `Delete ${name}`, click: () => guarded(() => remove(batch)) }, "Delete"));
}

async function remove(batch) {
  await request("DELETE", `v1/batches/${batch.id}`);
  byId("batch-results").hidden = true;
  say("The batch is deleted");
  await showBatches();
  byId("batches-heading").focus();
}

async function open(batch, name) {
  const results = await all(`v1/batches/${batch.id}/results`, "results");
  const heading = element("h2", { id: "batch-results-heading", tabindex: "-1" }, `Results: ${name}`);
  const opened = element("div", { class: "opened", id: "batch-opened", hidden: true });
  fill(byId("batch-results"),
    element("div", { class: "result-head" }, heading, element("div", { class: "saving" },
      element("button", { type: "button", id: "save-batch-csv", click: () => download("fact-checks.csv", csv(results)) }, "Save as CSV"),
      element("button", { type: "button", id: "save-batch-json", click: () => download("fact-checks.json", json(results)) }, "Save as JSON"))),
    element("table", { class: "documents" },
      element("thead", {}, element("tr", {}, ...["Claim", "Verdict", "Confidence"].map((words) => element("th", { scope: "col" }, words)))),
      element("tbody", {}, ...results.map((item) => line(item, opened)))),
    opened);
  byId("batch-results").hidden = false;
  heading.focus();
}

function line(item, opened) {
  const { verdict } = item;
  const claim = element("bdi", {}, item.claim);
  const title = verdict ? element("button", { type: "button", class: "title", click: () => show(verdict, opened) }, claim) : claim;
  return element("tr", {},
    element("th", { scope: "row" }, title),
    element("td", { "data-heading": "Verdict", class: verdict?.label }, ...verdictWords(item)),
    element("td", { "data-heading": "Confidence" }, verdict ? `${confidenceWord(verdict.confidence)} (${verdict.confidence.toFixed(2)})` : "–"));
}

function verdictWords({ verdict, problem }) {
  if (verdict) return [sign(LABELS[verdict.label].sign), ` ${LABELS[verdict.label].words}`];
  return [problem ? problem.title : "waiting"];
}

function show(verdict, opened) {
  fill(opened, panel(verdict, { number: 1, of: 1, id: "batch-verdict-heading" }, readInContext));
  opened.hidden = false;
  byId("batch-verdict-heading").focus({ preventScroll: true });
  opened.scrollIntoView({ block: "start" });
}

function json(results) {
  return new Blob([JSON.stringify(results, null, 2)], { type: "application/json" });
}

function csv(results) {
  const rows = results.map(({ claim, status, verdict, problem }) => [claim, status, verdict?.label, verdict?.confidence,
    verdict?.origins.supports, verdict?.origins.refutes, verdict?.gaps.join("; "), problem?.detail]);
  const head = ["claim", "status", "verdict", "confidence", "origins_for", "origins_against", "missing", "problem"];
  return new Blob([[head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")], { type: "text/csv" });
}

/** Quoted, and never the beginning of a formula. */
function cell(value) {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
