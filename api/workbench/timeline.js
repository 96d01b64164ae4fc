// When the evidence was published: a strip for the eye, the same as a list for everybody.

import { element, sign } from "./dom.js";
import { SIDES, count, day, sourceName } from "./words.js";

const DAY = 86_400_000;

/** Evidence by date, for above the line and against below; later evidence hollow. */
export function timeline(evidence, later, asOf, Heading) {
  const items = [...evidence.map((item) => ({ ...item, isLater: false })), ...later.map((item) => ({ ...item, isLater: true }))]
    .filter((item) => item.stance !== "neutral");
  const dated = items.filter((item) => item.document.published)
    .sort((a, b) => a.document.published.localeCompare(b.document.published));
  if (dated.length < 2) return null;
  const undated = items.length - dated.length;
  return element("section", { class: "timeline" },
    element(Heading, {}, "Over time"), strip(dated, asOf),
    element("details", {}, element("summary", {}, `${count(dated.length, "passage")} by date`),
      element("ol", {}, ...dated.map(row))),
    undated ? element("p", { class: "hint" }, `${count(undated, "passage")} without a date`) : null);
}

function strip(dated, asOf) {
  const days = [...dated.map((item) => item.document.published), ...(asOf ? [asOf] : [])].sort();
  const [start, end] = [days[0], days.at(-1)];
  const first = Date.parse(start);
  const span = Math.max(Date.parse(end) - first, DAY);
  const stacked = new Map();
  const made = element("div", { class: "strip", "aria-hidden": "true" }, element("span", { class: "axis" }));
  const place = (iso) => (100 * (Date.parse(iso) - first)) / span;
  if (asOf) {
    const left = place(asOf);
    made.append(at(left, element("span", { class: `as-of${left < 50 ? " is-early" : ""}` }, element("span", {}, `up to ${day(asOf)}`))));
  }
  for (const item of dated) {
    const left = place(item.document.published);
    const key = `${Math.round(left / 2)} ${item.stance}`;
    stacked.set(key, (stacked.get(key) || 0) + 1);
    const dot = element("span", {
      class: `dot ${item.stance}${item.isLater ? " is-later" : ""}`, title: `${sourceName(item.document)}, ${day(item.document.published)}`,
    });
    dot.style.setProperty("--level", String(Math.min(stacked.get(key), 4)));
    made.append(at(left, dot));
  }
  const ends = element("p", { class: "ends", "aria-hidden": "true" },
    element("span", {}, day(start)), start === end ? null : element("span", {}, day(end)));
  return element("div", { class: "strip-frame" }, made, ends);
}

function at(percent, made) {
  made.style.left = `${percent}%`;
  return made;
}

function row(item) {
  const { words, sign: shown } = SIDES[item.stance];
  return element("li", { class: item.stance }, element("time", { datetime: item.document.published }, day(item.document.published)),
    " ", sign(shown), ` ${words}${item.isLater ? ", later" : ""}: `, element("bdi", {}, sourceName(item.document)));
}
