// The page: which part of it is shown, what is served, and the key if one is asked for.

import { Problem, forgetKey, hasKey, onKey, request } from "./api.js";
import { showBatches, startBatches } from "./batches.js";
import { checkTitle, clearResult, isChecking, isShown, openClaim, showLoading, showStored, startCheck } from "./check.js";
import { ask, byId, entitle, requireFields, say } from "./dom.js";
import { startSaving } from "./exports.js";
import { setWritable, showDocuments, startLibrary } from "./library.js";
import { clearProblem, showProblem } from "./problem.js";
import { suggestPublishers } from "./publishers.js";
import { count } from "./words.js";

// What the tab is called; that of the check tells what became of it.
const VIEWS = { check: null, batches: "Batches", library: "Library" };
// The address after its #: a stored report, a claim of it, or a claim of what was checked last.
const PLACE = /^(?:report-([\w-]{22})\/?)?(?:claim-(\d+))?$/;
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

/** Show a stored report; false if it cannot be, or if the reader has gone elsewhere meanwhile. */
async function showReport(id) {
  const { hash } = location;
  clearResult();
  showLoading();
  try {
    const stored = await request("GET", `v1/reports/${id}`);
    if (location.hash !== hash) return false;
    showStored(stored);
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (location.hash === hash) {
      clearResult();
      byId("composer").open = true;
    }
    showProblem(error);
    return false;
  }
}

/** Of what is not stored nothing is left when the page is loaded again. */
function sayGone() {
  history.replaceState(null, "", "#check");
  showProblem({ body: { title: "This result is not there any more",
    detail: "A result is kept only as long as its page is open. Check the text again; “Link to share” stores a result, with an address that lasts." } });
}

async function go() {
  const name = location.hash.slice(1);
  const [, report, claim] = PLACE.exec(name) ?? [];
  const view = isView(name) ? name : "check";
  for (const each of Object.keys(VIEWS)) {
    byId(each).hidden = each !== view;
    if (each === view) byId(`link-${each}`).setAttribute("aria-current", "page");
    else byId(`link-${each}`).removeAttribute("aria-current");
  }
  entitle(VIEWS[view] ?? checkTitle());
  const isNew = report && !isShown(report);
  if (isNew && !(await showReport(report))) return;
  if ((claim || (report && !isNew)) && !openClaim(Number(claim ?? 1)) && !report && !isChecking()) sayGone();
  if (view === "library") await showDocuments();
  if (view === "batches") await showBatches();
}

const isView = (name) => Object.hasOwn(VIEWS, name);

/** Show what the address says, and take the reader there at once, not when all of it is loaded. */
async function follow() {
  const name = location.hash.slice(1);
  clearProblem();
  // What they ask belongs to what was shown before; the key is asked for wherever one goes.
  for (const left of document.querySelectorAll("dialog[open]:not(#key-dialog)")) left.close();
  const gone = go();
  if (isView(name)) byId(`${name}-heading`).focus();
  await gone;
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
  window.addEventListener("hashchange", follow);
  // A link to where the address leads already changes nothing in it, and would do nothing.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")?.hash === location.hash) follow();
  });
  go();
  showServed();
}

start();
