// The words of a source, with the marks of what was cited. Blank lines are drawn narrow: rows of a table
// stand close to each other, paragraphs a little apart. The text itself stays as it is.

import { element } from "./dom.js";
import { part } from "./words.js";

const BLANK_LINES = /(\n(?:[ \t]*\n)+)/;
// How a row of a table is told: "Merrow | 2023: 23.5".
const CELLS = " | ";

/** The text of `points` from `start` to `end`, by code points. */
export function words(points, start, end) {
  const pieces = part(points, start, end).split(BLANK_LINES);
  // With a group in the pattern every second piece is what separates the others.
  return pieces.map((piece, place) => (place % 2 ? gap(piece, [pieces[place - 1], pieces[place + 1]]) : piece));
}

/** The same, marked as what decided; null if it is empty. */
export function decided(points, start, end) {
  return start < end ? element("mark", { class: "decided" }, ...words(points, start, end)) : null;
}

/** Where a part ends with the gap, what stands beyond it is not known: the other side tells. */
function gap(blank, around) {
  const areRows = around.filter(Boolean).every((piece) => piece.includes(CELLS));
  return element("span", { class: areRows ? "gap between-rows" : "gap" }, blank);
}
