// One claim, opened: its verdict, the evidence of both sides, what is missing, where it comes from.

import { element, sign } from "./dom.js";
import { card, neither, sides } from "./evidence.js";
import { timeline } from "./timeline.js";
import { LABELS, SIDES, confidenceWord } from "./words.js";

/**
 * The panel of a verdict. `place` is {number, of, id}, the last that of its heading; `onRead`
 * shows a passage in its document.
 */
export function panel(verdict, place, onRead) {
  return [
    element("p", { class: "kicker" }, place.of > 1 ? `Claim ${place.number} of ${place.of}` : "The claim"),
    element("h3", { id: place.id, tabindex: "-1", dir: "auto", class: "claim-text" }, verdict.claim),
    inTheText(verdict),
    ...(verdict.attribution ? questions(verdict, onRead) : judgement(verdict, "h4", onRead)),
    provenance(verdict.provenance),
  ];
}

function inTheText(verdict) {
  if (verdict.sentence.trim() === verdict.claim.trim()) return null;
  return element("p", { class: "hint", dir: "auto" }, `In the text: “${verdict.sentence.trim()}”`);
}

/** Somebody says something: was it said, and is it so? */
function questions(verdict, onRead) {
  const { speaker, cue } = verdict.attribution;
  const { content_verdict: content } = verdict;
  const who = element("bdi", {}, speaker || "a source without a name");
  return [
    element("p", { class: "attribution" }, "Said by ", who, ` (“${cue}”). These are two questions:`),
    element("section", { class: "question" }, element("h4", {}, "1. Was it said?"), ...judgement(verdict, "h5", onRead)),
    element("section", { class: "question" }, element("h4", {}, "2. Is it so?"), ...(content
      ? [element("p", { class: "content-claim", dir: "auto" }, content.claim),
        ...judgement({ ...content, provenance: verdict.provenance }, "h5", onRead)]
      : [element("p", { class: "hint" }, "Not asked: what is reported is not a statement that could be so or not.")])),
  ];
}

function judgement(verdict, Heading, onRead) {
  return [
    outcome(verdict),
    sides(verdict.evidence, Heading, onRead),
    neither(verdict.evidence, onRead),
    missing(verdict.gaps, Heading),
    timeline(verdict.evidence, verdict.later_evidence, verdict.provenance.as_of, Heading),
    laterEvidence(verdict.later_evidence, Heading, onRead),
  ];
}

function outcome({ label, confidence, origins }) {
  const { words, sign: shown } = LABELS[label];
  const filled = element("span");
  filled.style.width = `${100 * confidence}%`;
  return element("div", { class: `outcome ${label}` },
    element("p", { class: "label" }, sign(shown), ` ${words}`),
    element("p", { class: "confidence" },
      element("span", { class: "gauge", "aria-hidden": "true" }, filled),
      `${confidenceWord(confidence)} confidence (${confidence.toFixed(2)})`),
    element("p", { class: "origins" }, `Independent origins: ${origins.supports} for, ${origins.refutes} against`));
}

function missing(gaps, Heading) {
  if (!gaps.length) return null;
  return element("section", { class: "gaps" }, element(Heading, {}, "What is missing"),
    element("ul", {}, ...gaps.map((gap) => element("li", {}, gap))));
}

function laterEvidence(later, Heading, onRead) {
  const speaking = later.filter((item) => item.stance !== "neutral");
  if (!speaking.length) return null;
  return element("section", { class: "afterwards" }, element(Heading, {}, "Came out later, not counted"),
    element("ul", { class: "reports" }, ...speaking.map((item) => element("li", {},
      element("p", { class: `speaks ${item.stance}` }, sign(SIDES[item.stance].sign), ` ${SIDES[item.stance].words} the claim`), card(item, onRead)))));
}

function provenance(facts) {
  return element("details", { class: "provenance" }, element("summary", {}, "How this verdict was made"),
    element("dl", {}, ...flat(facts).map(([name, value]) => element("div", {},
      element("dt", {}, name), element("dd", {}, value)))));
}

function flat(facts, prefix = "") {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (value === null) return [];
    const full = `${prefix}${name.replaceAll("_", " ")}`;
    if (Array.isArray(value)) return [[full, value.join(", ")]];
    return typeof value === "object" ? flat(value, `${full} `) : [[full, String(value)]];
  });
}
