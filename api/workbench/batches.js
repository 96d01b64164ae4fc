// Batches: many claims, worked through by the server, followed and read here.

import { Problem, request } from "./api.js";
import { closeResults, growResults, openResults, readPage } from "./batch_results.js";
import { byId, element, entitle, mayRemove, once, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { claimsOf } from "./claims_file.js";
import { BadFile } from "./sources.js";
import { count, moment } from "./words.js";

// Seconds until the next look, and after a look that went wrong.
const LOOK = 2;
const LOOK_AGAIN = 10;
const ENDED = new Set(["finished", "cancelled"]);
let looking = null;
let looks = 0;
let isTroubled = false;

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
    const batches = await allBatches();
    if (!isLast()) return null;
    if (isTroubled) clearProblem();
    isTroubled = false;
    showRows(batches);
    await growResults(batches);
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

async function allBatches() {
  const found = [];
  let cursor;
  do {
    const page = await readPage("v1/batches", cursor);
    found.push(...page.batches);
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
    button("Results", `Results of ${name}`, () => openResults(batch, name)),
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
  closeResults(batch);
  say("The batch is deleted");
  await showBatches();
  byId("own-batches-heading").focus();
}
