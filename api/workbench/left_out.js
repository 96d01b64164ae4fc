// The sentences of a text that gave no claim, and why.

import { element } from "./dom.js";
import { count } from "./words.js";

const REASONS = {
  heading: "a heading", byline: "a byline", boilerplate: "no part of the article", greeting: "a greeting", question: "a question",
  fragment: "no whole sentence", too_long: "too long", opinion: "an opinion", prediction: "a prediction", not_checkworthy: "nothing to check",
};

/** A fold with the sentences that were left out, or null if none was. */
export function leftOut(skipped, isOpen) {
  if (!skipped.length) return null;
  return element("details", { class: "left-out", open: isOpen }, element("summary", {}, `${count(skipped.length, "sentence")} left out, and why`),
    element("ul", {}, ...skipped.map(({ text, reason }) => element("li", { dir: "auto" }, text, element("span", { class: "hint" }, ` (${REASONS[reason] ?? reason})`)))));
}
