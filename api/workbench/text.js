// The checked text with its claims marked, each in the colour, sign and line of its verdict.

import { element, scrollWithin, sign, unseen } from "./dom.js";
import { BY_URGENCY, LABELS, part, told } from "./words.js";

const PENDING = "pending";
const MARKS = [...BY_URGENCY, PENDING];

/**
 * Paragraphs of `text` with `claims` marked and numbered from 1; `linkTo` gives the address of a
 * number. A claim without a label is pending. Offsets count code points.
 */
export function markedText(text, claims, linkTo) {
  const points = Array.from(text);
  const numbered = claims.map((claim, place) => ({ ...claim, number: place + 1, ...(claim.label ? told(claim) : { most: PENDING }) }));
  return paragraphs(points).map(([start, end]) => {
    const near = numbered.filter((claim) => claim.start < end && claim.end > start);
    return element("p", { dir: "auto" }, ...segments(points, start, end, near, linkTo));
  });
}

function paragraphs(points) {
  const found = [];
  let start = 0;
  for (let place = 0; place <= points.length; place += 1) {
    if (place < points.length && points[place] !== "\n") continue;
    if (part(points, start, place).trim()) found.push([start, place]);
    start = place + 1;
  }
  return found;
}

function segments(points, start, end, claims, linkTo) {
  const edges = new Set([start, end, ...claims.flatMap((claim) => [claim.start, claim.end])]);
  const cuts = [...edges].filter((edge) => start <= edge && edge <= end).sort((a, b) => a - b);
  return cuts.slice(1).flatMap((cut, place) => {
    const over = claims.filter((claim) => claim.start <= cuts[place] && cut <= claim.end);
    const ending = claims.filter((claim) => claim.end === cut);
    const words = part(points, cuts[place], cut);
    return [over.length ? mark(words, over) : document.createTextNode(words), ...ending.map((claim) => marker(claim, linkTo))];
  });
}

function mark(words, over) {
  const [first] = [...over].sort((a, b) => MARKS.indexOf(a.most) - MARKS.indexOf(b.most));
  const numbers = over.map((claim) => claim.number).join(" ");
  return element("mark", { class: `claim ${first.most}`, "data-claim": String(first.number), "data-over": numbers }, words);
}

function marker(claim, linkTo) {
  if (claim.most === PENDING) return unseen(` (claim ${claim.number}, being checked)`);
  const [said, so] = [LABELS[claim.label], LABELS[claim.so]];
  const [signs, words] = so
    ? [`said ${said.sign} so ${so.sign} ${claim.number}`, `that it was said: ${said.words}; that it is so: ${so.words}`]
    : [`${said.sign}${claim.number}`, said.words];
  return element("a", { class: `marker ${claim.most}`, href: linkTo(claim.number), id: `marker-${claim.number}` },
    sign(signs), unseen(`Claim ${claim.number}: ${words}`));
}

/** Show which claim is open, and where, if the text scrolls by itself. */
export function showOpen(container, number) {
  for (const found of container.querySelectorAll("mark.claim")) {
    found.classList.toggle("open", found.dataset.over.split(" ").includes(String(number)));
  }
  for (const found of container.querySelectorAll("a.marker")) {
    if (found.id === `marker-${number}`) found.setAttribute("aria-current", "true");
    else found.removeAttribute("aria-current");
  }
  const place = container.querySelector("mark.open");
  if (place) scrollWithin(container.parentElement, place);
}
