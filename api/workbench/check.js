// The check: from the form to claims marked in the text, and one of them opened.

import { Problem, onWait, request } from "./api.js";
import { startReading } from "./article.js";
import { byId, element, entitle, fill, keepingOpen, once, say, sign, unseen } from "./dom.js";
import { readInContext } from "./document.js";
import { saving } from "./exports.js";
import { leftOut } from "./left_out.js";
import { startPrinting } from "./printing.js";
import { clearProblem, showProblem } from "./problem.js";
import { progressIn } from "./progress.js";
import { addPublisher, choosePublishers, publishersChosen, startPublishers, suggestPublishers } from "./publishers.js";
import { stepper } from "./stepper.js";
import { markedText, showOpen } from "./text.js";
import { panel } from "./verdict.js";
import { LABELS, count, day, told } from "./words.js";

// The terms of a request, and the fields that hold them.
const TERMS = [["as_of", "as-of"], ["published", "published"], ["url", "address"]];
const HINTS = {
  text: "In English. Its claims are found and checked one by one.",
  claim: "One statement that stands alone, with names and dates.",
};

let running = null;
// For how long the server wants to be left alone, while it does.
let waiting = null;
// What is shown: {kind, asked, answer, text, claims}, `number`, that of the open claim, and `report`, its id, if it is a stored one.
let shown = null;
// What the tab is called while this part of the page is shown.
let title = "Check a text";

/** Make the form work. */
export function startCheck() {
  byId("check-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("run"), check);
  });
  for (const choice of document.querySelectorAll("input[name=kind]")) choice.addEventListener("change", showKind);
  byId("stop").addEventListener("click", () => running?.abort());
  onWait((seconds) => {
    waiting = seconds;
    if (seconds !== null) say(`The server is busy. It is asked again in ${count(seconds, "second")}.`);
  });
  startPublishers();
  startReading();
  startPrinting(() => shown?.claims ?? []);
  showKind();
}

function showKind() {
  const kind = kindChosen();
  byId("reading").hidden = kind !== "text";
  byId("text-label").textContent = kind === "text" ? "Text" : "Claim";
  byId("text-hint").textContent = HINTS[kind];
  byId("text").rows = kind === "text" ? 11 : 3;
  byId("run").textContent = kind === "text" ? "Check the text" : "Check the claim";
}

const kindChosen = () => document.querySelector("input[name=kind]:checked").value;

/** What the form asks for, or null where something in it cannot be. */
function termsOf(kind) {
  const text = byId("text").value;
  byId("text").setCustomValidity(text.trim() ? "" : `Write or paste a ${kind} first.`);
  if (!byId("check-form").reportValidity()) return null;
  const asked = { [kind]: text };
  for (const [name, id] of TERMS) {
    if (byId(id).value.trim()) asked[name] = byId(id).value.trim();
  }
  // A name that was typed but not added is meant to count.
  if (byId("publisher").value.trim()) addPublisher();
  if (publishersChosen().length) asked.publishers = publishersChosen();
  return asked;
}

async function check() {
  const kind = kindChosen();
  const asked = termsOf(kind);
  if (asked === null) return;
  clearProblem();
  clearResult();
  // What the address names, a claim or a report, is not what is shown from now on.
  history.replaceState(null, "", "#check");
  const stopWatch = started();
  try {
    shown = await keepingOpen(() => (kind === "text" ? checkText(asked) : verify(asked)));
    byId("composer").open = false;
    showResult();
  } catch (error) {
    byId("result").hidden = true;
    byId("composer").open = true;
    call(error.name === "AbortError" ? "Check a text" : "Not checked");
    if (error instanceof Problem) showProblem(error);
    else if (error.name === "AbortError") say("Stopped");
    else throw error;
  } finally {
    stopWatch();
  }
}

/** The claims first, since they are there at once, then the verdicts on them. */
async function checkText(asked) {
  const { text, published } = asked;
  const { signal } = running;
  const { claims } = await request("POST", "v1/claims", { body: published ? { text, published } : { text }, signal });
  const busy = element("div", {}, element("div", { class: "busy", "aria-hidden": "true" }));
  if (claims.length) {
    showPending(text, claims, busy);
    say(`${count(claims.length, "claim")} found. Checking.`);
  }
  const answer = await request("POST", "v1/checks/events", { body: asked, signal, progress: progressIn(busy) });
  return { kind: "checks", asked, answer, text, claims: answer.claims };
}

async function verify(asked) {
  const answer = await request("POST", "v1/verifications", { body: asked, signal: running.signal });
  return { kind: "verifications", asked, answer, text: asked.claim, claims: [answer] };
}

function started() {
  running = new AbortController();
  const start = Date.now();
  const tell = () => {
    const busy = waiting === null ? "" : `, the server is busy and is asked again in ${waiting} s`;
    byId("elapsed").textContent = `${Math.round((Date.now() - start) / 1000)} s${busy}`;
  };
  const ticking = setInterval(tell, 1000);
  byId("stop").hidden = false;
  call("Checking");
  say("Checking");
  byId("elapsed").textContent = "Checking …";
  return () => {
    clearInterval(ticking);
    running = null;
    if (document.activeElement === byId("stop")) byId("run").focus();
    byId("stop").hidden = true;
    byId("elapsed").textContent = "";
  };
}

/** Name the tab by what became of the check, for whoever waits in another one. */
function call(words) {
  title = words;
  entitle(words);
}

/** What the tab is called while the check is shown. */
export const checkTitle = () => title;

/** Show no result any more, and wait for none. */
export function clearResult() {
  running?.abort();
  shown = null;
  call("Check a text");
  byId("result").hidden = true;
  fill(byId("result"));
}

function showPending(text, claims, busy) {
  const result = byId("result");
  result.hidden = false;
  fill(result,
    element("h2", { id: "result-heading" }, `${count(claims.length, "claim")} found, being checked`),
    busy,
    element("div", { class: "checked-text" }, ...markedText(text, claims)));
  // With the button that stops it.
  byId("stop").parentElement.scrollIntoView({ block: "start" });
}

/** Show that a stored report is being fetched. */
export function showLoading() {
  byId("composer").open = false;
  byId("result").hidden = false;
  fill(byId("result"), element("h2", { id: "result-heading" }, "Loading the report"), element("div", { class: "busy", "aria-hidden": "true" }));
}

function showResult() {
  const { claims, text, kind, asked, answer, created } = shown;
  suggestPublishers(claims.flatMap((claim) => claim.evidence.map((item) => item.document.publisher)));
  const container = element("div", { class: "checked-text", id: "checked-text", click: openMarked }, ...markedText(text, claims, linkTo));
  const inText = kind === "checks" ? [container, leftOut(answer.skipped ?? [], !claims.length)] : [];
  const opened = element("section", { class: "opened", id: "opened", "aria-labelledby": "verdict-heading" });
  const heading = element("h2", { id: "result-heading", tabindex: "-1" },
    claims.length ? `${count(claims.length, "claim")} checked` : "No claim that can be checked was found");
  fill(byId("result"),
    element("div", { class: "result-head" }, element("div", {}, heading, created ? storedOn(created) : null, terms(asked)), claims.length ? saving(shown) : null),
    ...(kind === "checks" && claims.length ? counts(claims) : []),
    kind === "checks" && claims.length
      ? element("div", { class: "columns" }, element("div", { class: "text-column" }, ...inText), opened)
      : element("div", { class: "single" }, opened, ...inText));
  byId("result").hidden = false;
  say(heading.textContent);
  call(created ? "Stored report" : heading.textContent);
  heading.focus();
  if (claims.length) show(1);
  else opened.append(element("p", {}, "Statements of fact with names, dates or figures can be checked; opinions, questions and predictions cannot."));
}

function terms({ as_of: asOf, publishers, url }) {
  const said = [asOf ? `What was published up to ${day(asOf)}` : null,
    publishers ? `Only ${publishers.join(", ")}` : null, url ? `Without documents from ${url}` : null].filter(Boolean);
  return said.length ? element("p", { class: "hint", id: "terms" }, said.join(" · ")) : null;
}

function counts(claims) {
  const found = Object.entries(LABELS).map(([label, { words, sign: shownSign }]) => {
    const number = claims.filter((claim) => claim.label === label).length;
    const said = [sign(shownSign), ` ${number} ${words.toLowerCase()}`];
    return element("li", { class: label }, ...(number ? [element("button", { type: "button", click: () => openNext(label) }, ...said, unseen(", open the next"))] : said));
  });
  const areTwo = claims.some((claim) => told(claim).so !== null);
  return [element("ul", { class: "counts", "aria-label": "Verdicts" }, ...found),
    areTwo ? element("p", { class: "hint counted" }, "Of what somebody says, these count whether it was said. Where it comes out otherwise whether it is so, both signs stand in the text.") : null];
}

/** The next claim with that verdict, after the last the first. */
function openNext(label) {
  const labels = shown.claims.map((claim) => claim.label);
  const place = labels.indexOf(label, shown.number);
  const number = (place < 0 ? labels.indexOf(label) : place) + 1;
  if (location.hash === linkTo(number)) openClaim(number);
  else location.hash = linkTo(number);
}

function storedOn(created) {
  return element("p", { class: "hint", id: "stored-on" }, `A stored report of ${day(created)}, as it was then. `,
    element("a", { href: "#check", click: () => {
      clearResult();
      byId("composer").open = true;
    } }, "New check"));
}

function openMarked(event) {
  const found = event.target.closest("mark.claim");
  if (found && !getSelection().toString()) byId(`marker-${found.dataset.claim}`).click();
}

/** The address of a claim of what is shown; that of a stored report can be shared. */
const linkTo = (number) => `#${shown.report ? `report-${shown.report}/` : ""}claim-${number}`;

/** Whether something is being checked. */
export const isChecking = () => running !== null;

/** Whether it is the stored report of that id that is shown. */
export const isShown = (report) => shown?.report === report;

/** Show a stored report: {id, created, kind, asked, answer} of the API. It stands in the form, to be checked anew. */
export function showStored({ id, created, kind, asked, answer }) {
  const [text, claims] = kind === "checks" ? [asked.text, answer.claims] : [asked.claim, [answer]];
  shown = { kind, asked, answer, text, claims, created, report: id };
  document.querySelector(`input[name=kind][value=${kind === "checks" ? "text" : "claim"}]`).checked = true;
  showKind();
  byId("text").value = text;
  for (const [name, field] of TERMS) byId(field).value = asked[name] ?? "";
  choosePublishers(asked.publishers ?? []);
  byId("composer").open = false;
  showResult();
}

/** Open the claim of that number and take the reader there; false if there is none. */
export function openClaim(number) {
  if (!shown?.claims[number - 1]) return false;
  show(number);
  byId("verdict-heading").focus({ preventScroll: true });
  byId("opened").scrollIntoView({ block: "start" });
  return true;
}

function show(number) {
  const { claims, kind } = shown;
  shown.number = number;
  fill(byId("opened"), kind === "checks" ? steps(number) : null,
    panel(claims[number - 1], { number, of: claims.length, id: "verdict-heading" }, readInContext));
  byId("opened").scrollTop = 0;
  const text = byId("checked-text");
  if (text) showOpen(text, number);
}

function steps(number) {
  return stepper(shown.claims.map((claim) => claim.label), number, (to, words) => element("a", { href: linkTo(to) }, words), {
    words: "Back to the text",
    click: () => {
      byId(`marker-${number}`).scrollIntoView({ block: "center" });
      byId(`marker-${number}`).focus({ preventScroll: true });
    },
  });
}
