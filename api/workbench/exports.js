// Saving what was found: as a page, as JSON, as ClaimReview.

import { Problem, request } from "./api.js";
import { ask, byId, element, once, requireFields, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";

/** Make the dialog work. */
export function startSaving() {
  requireFields(byId("review-form"));
  // Without a secure connection there is no clipboard; the address can still be selected.
  byId("share-copy").hidden = !navigator.clipboard;
  byId("review-cancel").addEventListener("click", () => byId("review-dialog").close(""));
}

/** The buttons. `found` is what was asked and answered: {kind, asked, answer, report}. */
export function saving(found) {
  const button = (id, words, act) => element("button", { type: "button", id, click: (event) => once(event.currentTarget, act) }, words);
  return element("div", { class: "saving", role: "group", "aria-label": "Save the result" },
    element("span", { class: "hint", "aria-hidden": "true" }, "Save as"),
    button("save-html", "HTML", () => save(() => asPage(found))),
    button("save-json", "JSON", () => save(() => asJson(found))),
    button("save-claimreview", "ClaimReview", () => save(() => asClaimReview(found))),
    button("share", "Link to share", () => share(found)));
}

/** Store the report unless it is a stored one, and show the address at which others can read it. */
async function share({ kind, asked, report }) {
  clearProblem();
  try {
    const id = report ?? (await request("POST", `v1/${kind}/stored`, { body: asked })).id;
    byId("shared-address").value = new URL(`#report-${id}`, location.href).href;
    const asking = ask(byId("share-dialog"));
    byId("shared-address").select();
    if ((await asking) === "copy") await copy(byId("shared-address").value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  }
}

async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    say("The address is copied");
  } catch {
    showProblem({ body: { title: "The browser did not let the address be copied", detail: address } });
  }
}

async function save(make) {
  clearProblem();
  try {
    const file = await make();
    if (!file) return;
    download(...file);
    say(`${file[0]} saved`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  }
}

// Of a stored report what was stored is saved; it is not checked anew.
async function asPage({ kind, asked, report }) {
  const page = report ? await request("GET", `v1/reports/${report}/html`) : await request("POST", `v1/${kind}/html`, { body: asked });
  return ["fact-check.html", page];
}

async function asJson({ answer }) {
  return ["fact-check.json", new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" })];
}

async function asClaimReview({ kind, asked, report }) {
  if ((await ask(byId("review-dialog"))) !== "save") return null;
  const review = { url: byId("review-url").value.trim(), author: byId("review-author").value.trim() };
  if (byId("review-published").value) review.published = byId("review-published").value;
  const [at, terms] = report ? [`v1/reports/${report}`, {}] : [`v1/${kind}`, asked];
  return ["claimreview.json", await request("POST", `${at}/claimreview`, { body: { ...terms, review } })];
}

/** Give the reader a file. */
export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
