// The page: which part of it is shown, what is served, and the key if one is asked for.

import { Problem, forgetKey, hasKey, onKey, request } from "./api.js";
import { showBatches, startBatches } from "./batches.js";
import { openClaim, showStored, startCheck, suggestPublishers } from "./check.js";
import { ask, byId, requireFields, say } from "./dom.js";
import { startSaving } from "./exports.js";
import { setWritable, showDocuments, startLibrary } from "./library.js";
import { clearProblem, showProblem } from "./problem.js";
import { count } from "./words.js";

const VIEWS = { check: "Check a text", batches: "Batches", library: "Library" };
const SUGGESTED_FROM = 100;
const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

function judgeKey() {
  const isOne = VISIBLE_ASCII.test(byId("key").value.trim());
  byId("key").setCustomValidity(isOne ? "" : "A key has only plain letters, digits and signs. This has something else in it, such as a curly quote or an invisible space: copy the key again.");
}

async function askForKey(wasRefused) {
  byId("key-reason").textContent = wasRefused
    ? "The key that was used is not good any more, or never was. Try another."
    : "Whoever runs it can make you one. It is kept in this tab only, until you close it.";
  byId("key").value = "";
  judgeKey();
  return (await ask(byId("key-dialog"))) === "use" ? byId("key").value.trim() : null;
}

async function showServed() {
  try {
    const { indexes: [index] } = await request("GET", "v1/indexes");
    byId("served").textContent = `${index.name} · ${count(index.documents, "document")}${index.writable ? "" : " · read-only"}`;
    setWritable(index.writable);
    suggest();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A key may be good for checks alone; the library says so to whoever goes there.
    if (error.body.status !== 403) showProblem(error);
  }
}

async function suggest() {
  try {
    const { documents } = await request("GET", `v1/documents?limit=${SUGGESTED_FROM}`);
    suggestPublishers(documents.map((document) => document.publisher));
  } catch (error) {
    // Suggestions are a comfort; what is wrong shows where it matters.
    if (!(error instanceof Problem)) throw error;
  }
}

async function showReport(id) {
  try {
    showStored(await request("GET", `v1/reports/${id}`));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  }
}

async function go() {
  const name = location.hash.slice(1);
  const claim = /^claim-(\d+)$/.exec(name);
  const report = /^report-([\w-]{22})$/.exec(name);
  const view = claim || !(name in VIEWS) ? "check" : name;
  for (const each of Object.keys(VIEWS)) {
    byId(each).hidden = each !== view;
    if (each === view) byId(`link-${each}`).setAttribute("aria-current", "page");
    else byId(`link-${each}`).removeAttribute("aria-current");
  }
  document.title = `${VIEWS[view]} · factcheck`;
  if (claim && openClaim(Number(claim[1]))) return;
  if (report) await showReport(report[1]);
  if (view === "library") await showDocuments();
  if (view === "batches") await showBatches();
}

function start() {
  onKey(askForKey, () => {
    byId("forget-key").hidden = !hasKey();
    if (hasKey()) showServed();
  });
  requireFields(byId("key-form"));
  byId("key").addEventListener("input", judgeKey);
  byId("key-cancel").addEventListener("click", () => byId("key-dialog").close(""));
  byId("forget-key").hidden = !hasKey();
  byId("forget-key").addEventListener("click", () => {
    forgetKey();
    say("The key is forgotten");
    byId("main").focus();
  });
  // Not through the address, which says what is shown.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  startCheck();
  startSaving();
  startLibrary(showServed);
  startBatches();
  window.addEventListener("hashchange", async () => {
    clearProblem();
    await go();
    if (location.hash.slice(1) in VIEWS) byId(`${location.hash.slice(1)}-heading`).focus();
  });
  go();
  showServed();
}

start();
