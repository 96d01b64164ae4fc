// How far a check has come: a bar and words to see, and now and then words to hear.

import { element, fill, say } from "./dom.js";
import { count } from "./words.js";

// Seconds between what is said, so that a screen reader can speak of something else.
const PAUSE = 10;

/** What to call with each `progress` of the API; it is shown in the place of what `container` holds. */
export function progressIn(container) {
  const words = element("p", { class: "hint", id: "claims-done" });
  const bar = element("progress", { "aria-labelledby": "claims-done" });
  let heard = Date.now();
  return ({ completed, total }) => {
    if (!bar.isConnected) fill(container, bar, words);
    bar.max = total;
    bar.value = completed;
    words.textContent = `${completed} of ${count(total, "claim")} checked`;
    if (Date.now() - heard < 1000 * PAUSE) return;
    heard = Date.now();
    say(words.textContent);
  };
}
