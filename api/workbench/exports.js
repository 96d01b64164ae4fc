// Saving what was found: as a page, as JSON, as ClaimReview.

import { Problem, request } from "./api.js";
import { ask, byId, element, requireFields, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";

/** Make the dialog work. */
export function startSaving() {
  requireFields(byId("review-form"));
  byId("review-cancel").addEventListener("click", () => byId("review-dialog").close(""));
}

/** The buttons. `found` is what was asked and answered: {kind, asked, answer}. */
export function saving(found) {
  const button = (id, words, make) => element("button", { type: "button", id, click: () => save(make) }, words);
  return element("div", { class: "saving", role: "group", "aria-label": "Save the result" },
    element("span", { class: "hint", "aria-hidden": "true" }, "Save as"),
    button("save-html", "HTML", () => asPage(found)),
    button("save-json", "JSON", () => asJson(found)),
    button("save-claimreview", "ClaimReview", () => asClaimReview(found)));
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

async function asPage({ kind, asked }) {
  return ["fact-check.html", await request("POST", `v1/${kind}/html`, { body: asked })];
}

async function asJson({ answer }) {
  return ["fact-check.json", new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" })];
}

async function asClaimReview({ kind, asked }) {
  if ((await ask(byId("review-dialog"))) !== "save") return null;
  const review = { url: byId("review-url").value.trim(), author: byId("review-author").value.trim() };
  if (byId("review-published").value) review.published = byId("review-published").value;
  return ["claimreview.json", await request("POST", `v1/${kind}/claimreview`, { body: { ...asked, review } })];
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
