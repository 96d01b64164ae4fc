// Building the page. Whatever comes from a server becomes text, never markup.

const CONTROLS = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** The element of that id. */
export const byId = (id) => document.getElementById(id);

/** The text with control characters made visible, so that none can hide or reorder what it says. */
export function visible(text) {
  return String(text).replace(CONTROLS, (char) => (char === "\n" || char === "\t" ? char : "\ufffd"));
}

/**
 * A new element. `properties` are attributes, and functions as listeners (`click`); what is null,
 * undefined or false is left out. Strings among `children` become text.
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : visible(child))));
  return made;
}

/** Put `children` in the place of what `container` holds. */
export function fill(container, ...children) {
  container.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

/** A link to an address of the web; any other address stays text. */
export function webLink(address, ...children) {
  if (!isWebAddress(address)) return element("bdi", {}, ...children);
  return element("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" },
    element("bdi", {}, ...children), element("span", { class: "visually-hidden" }, " (new tab)"));
}

/** Whether a browser may open it: `javascript:` and paths are none. */
export function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Text that only a screen reader says. */
export const unseen = (text) => element("span", { class: "visually-hidden" }, text);

/** Text that a screen reader passes over. */
export const sign = (text) => element("span", { class: "sign", "aria-hidden": "true" }, text);

/** Tell a screen reader what happened. */
export function say(text) {
  byId("status").textContent = visible(text);
}

/**
 * Do what a button is for, once at a time. It is not `disabled` meanwhile, which would take the
 * focus from it.
 */
export async function once(button, action) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  try {
    await action();
  } finally {
    button.ariaDisabled = null;
  }
}

/** What the tab is called, which is also seen while another one is read. */
export function entitle(words) {
  document.title = `${visible(words)} · factcheck`;
}

/** Take `action`, asking the reader who would leave meanwhile: what is done would be lost. */
export async function keepingOpen(action) {
  window.addEventListener("beforeunload", keepOpen);
  try {
    return await action();
  } finally {
    window.removeEventListener("beforeunload", keepOpen);
  }
}

const keepOpen = (event) => event.preventDefault();

/** Scroll `frame`, if it scrolls by itself, so that `place` in it is seen. */
export function scrollWithin(frame, place) {
  if (frame.scrollHeight <= frame.clientHeight) return;
  const [around, sought] = [frame.getBoundingClientRect(), place.getBoundingClientRect()];
  if (sought.top < around.top || sought.bottom > around.bottom) frame.scrollTop += sought.top - around.top - frame.clientHeight / 3;
}

/** Ask in a dialog; gives the value of the button that closed it, "" if it was left. */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true });
  });
}

/** Ask whether something may go for good. `word` is what the button says that lets it go. */
export async function mayRemove({ question, name, consequence, word }) {
  byId("remove-heading").textContent = question;
  byId("remove-name").replaceChildren(element("bdi", {}, name));
  byId("remove-consequence").textContent = consequence;
  byId("remove-yes").textContent = word;
  return (await ask(byId("remove-dialog"))) === "remove";
}

/** Keep a dialog's form open until all that it needs is there. */
export function requireFields(form) {
  form.addEventListener("submit", (event) => {
    if (!form.reportValidity()) event.preventDefault();
  });
}
