// What went wrong, where the reader looks.

import { byId, element, fill } from "./dom.js";

/** Show a refusal of the server, with each value that it refused. */
export function showProblem({ body }) {
  const refused = (body.errors || []).filter((error) => error.detail).map((error) => {
    const where = error.pointer || error.parameter || error.field || "";
    return element("li", {}, where ? `${where}: ${error.detail}` : error.detail);
  });
  const box = byId("problem");
  fill(box,
    element("p", { class: "title" }, body.title || "That did not work"),
    refused.length ? element("ul", {}, ...refused) : element("p", {}, body.detail || ""),
    body.request_id ? element("p", { class: "hint" }, `Request ${body.request_id}`) : null);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

export function clearProblem() {
  byId("problem").hidden = true;
  byId("problem").replaceChildren();
}
