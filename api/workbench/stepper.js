// From one opened claim to the others.

import { element } from "./dom.js";
import { LABELS } from "./words.js";

/**
 * The way to the claims before and after, and to the next of the same verdict. `labels` are those
 * of all claims, null where there is none to open, and `number` counts from 1; `to(number, words)`
 * leads to a claim, and `back`, {words, click}, to all of them.
 */
export function stepper(labels, number, to, { words: backWords, click }) {
  // Counted from 1, so that 0 is none.
  const before = labels.findLastIndex((label, place) => label && place < number - 1) + 1;
  const after = labels.findIndex((label, place) => label && place >= number) + 1;
  const label = labels[number - 1];
  const same = labels.indexOf(label, number) + 1;
  const step = (found, words) => (found ? to(found, words) : element("span", { class: "off" }, words));
  return element("nav", { class: "stepper", "aria-label": "Claims" }, step(before, "← Previous"), step(after, "Next →"),
    same ? to(same, `Next ${LABELS[label].words.toLowerCase()} →`) : null,
    element("button", { type: "button", class: "quiet back", click }, backWords));
}
