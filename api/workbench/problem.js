// What went wrong, where the reader looks.

import { byId, element, fill } from "./dom.js";

// The API speaks to programs of its fields; these are their names on the page.
const NAMES = {
  "/claim": "Claim", "/text": "Text", "/as_of": "Only what was published up to", "/published": "Day of the text itself",
  "/url": "Address", "/publishers": "Only these publishers", "/review/url": "Address of your fact-check",
  "/review/author": "Your organisation", "/review/published": "Published on", "/claims": "Claims",
};
// And these the words for what a program would do otherwise.
const WORDS = {
  unauthenticated: "It is answered only to whoever has a key. Whoever runs this server can make you one.",
  forbidden: "Your key does not allow this. Whoever runs this server can make you one that does.",
  report_not_found: "It was deleted, or the address is not whole.",
};

/** Show a refusal of the server, with each value that it refused. It stays in sight until it is closed. */
export function showProblem({ body }) {
  const refused = (body.errors || []).filter((error) => error.detail).map((error) => {
    const where = named(error.pointer || error.parameter || error.field || "");
    return element("li", {}, where ? `${where}: ${error.detail}` : error.detail);
  });
  const box = byId("problem");
  fill(box,
    element("button", { type: "button", class: "quiet", click: () => {
      clearProblem();
      byId("main").focus({ preventScroll: true });
    } }, "Close"),
    element("p", { class: "title" }, body.title || "That did not work"),
    refused.length ? element("ul", {}, ...refused) : element("p", {}, WORDS[body.code] ?? body.detail ?? ""),
    body.request_id ? element("p", { class: "hint" }, `Request ${body.request_id}`) : null);
  box.hidden = false;
}

// What the library refuses is named by its field, what the API refuses by a pointer.
function named(pointer) {
  const [, place] = /^\/claims\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
  return place === undefined ? NAMES[pointer] ?? NAMES[`/${pointer}`] ?? pointer : `Claim ${Number(place) + 1}`;
}

export function clearProblem() {
  byId("problem").hidden = true;
  byId("problem").replaceChildren();
}
