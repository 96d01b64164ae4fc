// The publishers that count, chosen in the form and suggested from what is known.

import { byId, element, say } from "./dom.js";

/** Make the field work. */
export function startPublishers() {
  byId("add-publisher").addEventListener("click", () => {
    addPublisher();
    byId("publisher").focus();
  });
  byId("publisher").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.value.trim()) return;
    event.preventDefault();
    addPublisher();
  });
}

/** Let the publisher that is named in the field count, too. */
export function addPublisher() {
  const field = byId("publisher");
  const name = field.value.trim();
  if (name && !publishersChosen().includes(name)) {
    choose(name);
    say(`${name} added`);
  }
  field.value = "";
}

/** Let only these publishers count. */
export function choosePublishers(names) {
  byId("chosen-publishers").replaceChildren();
  names.forEach(choose);
}

function choose(name) {
  const chip = element("li", { "data-name": name }, element("bdi", {}, name), " ",
    element("button", { type: "button", class: "quiet", "aria-label": `Remove ${name}`, click: () => {
      chip.remove();
      byId("publisher").focus();
      say(`${name} removed`);
    } }, "×"));
  byId("chosen-publishers").append(chip);
}

/** The publishers that count; all, if there are none. */
export const publishersChosen = () => [...byId("chosen-publishers").children].map((chip) => chip.dataset.name);

/** Suggest publishers that are known to be there. */
export function suggestPublishers(names) {
  const known = new Set([...byId("publishers").children].map((option) => option.value));
  for (const name of new Set(names)) {
    if (name && !known.has(name)) byId("publishers").append(element("option", { value: name }));
  }
}
