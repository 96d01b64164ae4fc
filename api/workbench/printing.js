// Paper, on which nothing can be opened: all claims of a result one after another.

import { byId, element } from "./dom.js";
import { panel } from "./verdict.js";

/** Have every claim printed; `claims` gives those that are shown. */
export function startPrinting(claims) {
  window.addEventListener("beforeprint", () => lay(claims()));
  window.addEventListener("afterprint", () => byId("printed").replaceChildren());
}

function lay(claims) {
  const place = byId("printed");
  place.replaceChildren(...claims.map((claim, at) => element("section", {},
    panel(claim, { number: at + 1, of: claims.length, id: `printed-${at + 1}` }))));
  // It is the same for each of them.
  const made = place.querySelector("section:last-child > .provenance");
  if (made) made.open = true;
}
