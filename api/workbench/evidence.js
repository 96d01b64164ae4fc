// Evidence: both sides beside each other, and the copies of one report folded into one.

import { element, isWebAddress, sign, unseen, webLink } from "./dom.js";
import { decided, words } from "./passage.js";
import { SIDES, count, day, sourceName } from "./words.js";

const SHOWN_REPORTS = 4;

/** Evidence for and against, side by side. `Heading` is the tag of the headings. */
export function sides(evidence, Heading, onRead) {
  return element("div", { class: "sides" }, ...["supports", "refutes"].map((stance) => {
    const reports = byOrigin(evidence.filter((item) => item.stance === stance));
    const { heading, sign: shown } = SIDES[stance];
    const title = element(Heading, { class: stance }, sign(shown), ` ${heading} `,
      reports.length ? element("span", { class: "number" }, count(reports.length, "report")) : null);
    return element("div", { class: reports.length ? "side" : "side is-empty" }, title, ...listed(reports, onRead));
  }));
}

function listed(reports, onRead) {
  if (!reports.length) return [element("p", { class: "hint" }, "none found")];
  const items = reports.map((group) => report(group, onRead));
  const rest = items.splice(SHOWN_REPORTS);
  return [element("ul", { class: "reports" }, ...items), folded(`${rest.length} more`, rest)];
}

function folded(summary, items) {
  if (!items.length) return null;
  return element("details", {}, element("summary", {}, summary), element("ul", { class: "reports" }, ...items));
}

/** Passages of equal origin together, in the order of the strongest of each. */
function byOrigin(evidence) {
  const groups = new Map();
  for (const item of evidence) groups.set(item.origin, [...(groups.get(item.origin) || []), item]);
  return [...groups.values()];
}

function report([first, ...others], onRead) {
  const documents = new Set([first, ...others].map((item) => item.document.id)).size;
  const summary = documents > 1
    ? `${documents} copies of one report, counted once`
    : count(others.length, "more passage");
  return element("li", {}, card(first, onRead),
    folded(summary, others.map((item) => element("li", {}, card(item, onRead)))));
}

/** One passage with all that is known of it. */
export function card(item, onRead) {
  const { document: source } = item;
  return element("article", { class: `evidence ${item.stance}` },
    element("p", { class: "source" },
      element("strong", {}, element("bdi", {}, sourceName(source))), " ",
      element("time", source.published ? { datetime: source.published } : {}, day(source.published))),
    quoted(item),
    item.speaker ? element("p", { class: "hint" }, "In the words of ", element("bdi", {}, item.speaker)) : null,
    item.reason ? element("p", { class: "reason" }, item.reason) : null,
    chances(item.probabilities),
    element("p", { class: "where" },
      ...whereabouts(item), " ",
      element("button", { type: "button", class: "quiet", click: () => onRead(item) },
        "Read in context", unseen(`: ${source.title || source.id}`))));
}

/**
 * The title as a link; of a source that is nowhere on the web title and id, a path mostly, but not what
 * stands above or in the other. Then the page or time.
 */
function whereabouts(item) {
  const { id, title, url } = item.document;
  const names = isWebAddress(url) ? [webLink(url, title || id)]
    : [id.includes(title ?? "") ? "" : title, id].filter((name) => name && name !== sourceName(item.document)).map((name) => element("bdi", {}, name));
  return [...names, place(item)].filter(Boolean).flatMap((name, at) => (at ? [", ", name] : [name]));
}

/** The page, or the time at which it is said, of sources that have any. */
function place({ page, time }) {
  if (page) return `p. ${page}`;
  if (time === null || time === undefined) return "";
  const parts = [time / 3600, (time / 60) % 60, time % 60].map(Math.floor);
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function quoted(item) {
  const points = Array.from(item.text);
  const start = Math.max(item.rationale.start - item.start, 0);
  const end = Math.max(item.rationale.end - item.start, start);
  return element("blockquote", { dir: "auto" }, ...words(points, 0, start), decided(points, start, end), ...words(points, end));
}

function chances(probabilities) {
  const stances = ["supports", "refutes", "neutral"];
  const bar = element("span", { class: "bar", "aria-hidden": "true" }, ...stances.map((stance) => {
    const piece = element("span", { class: stance });
    piece.style.flexGrow = String(probabilities[stance]);
    return piece;
  }));
  const words = stances.map((stance) => `${SIDES[stance].words} ${probabilities[stance].toFixed(2)}`);
  return element("p", { class: "chances" }, bar, words.join(" · "));
}

/** Passages that speak to neither side, folded. */
export function neither(evidence, onRead) {
  const items = evidence.filter((item) => item.stance === "neutral");
  return folded(`${count(items.length, "passage")} on the subject that speak${items.length === 1 ? "s" : ""} to neither side`,
    items.map((item) => element("li", {}, card(item, onRead))));
}
