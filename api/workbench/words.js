// How verdicts are put to a person: the same words and signs as in the terminal and the report.

export const LABELS = {
  supported: { words: "Supported", sign: "✔" },
  refuted: { words: "Refuted", sign: "✘" },
  conflicting: { words: "Conflicting", sign: "⇄" },
  not_enough_evidence: { words: "Not enough evidence", sign: "?" },
};

// Where verdicts meet, the first of them is shown.
export const BY_URGENCY = ["refuted", "conflicting", "not_enough_evidence", "supported"];

export const SIDES = {
  supports: { words: "for", heading: "Evidence for", sign: "✔" },
  refutes: { words: "against", heading: "Evidence against", sign: "✘" },
  neutral: { words: "neither", heading: "Neither side", sign: "·" },
};

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** `21 June 2025`, or that there is none. */
export const day = (iso) => (iso ? DAY.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)) : "no date given");

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/** `21 June 2025 at 16:53`, where the reader is. */
export const moment = (iso) => MOMENT.format(new Date(iso));

/** `high`, `moderate` or `low`. */
export function confidenceWord(confidence) {
  // By the number as it is shown: 0.70 is one word, whatever was rounded to it.
  const shown = Number(confidence.toFixed(2));
  if (shown >= 0.9) return "high";
  return shown >= 0.7 ? "moderate" : "low";
}

/**
 * What is told of a verdict: its label, and where somebody says something that comes out otherwise
 * than that it was said, `so`, the label of that. `most` is the one that a reader must not miss.
 */
export function told({ label, content_verdict: content }) {
  const so = content && content.label !== label ? content.label : null;
  return { label, so, most: BY_URGENCY.find((each) => each === label || each === so) };
}

/** `1 claim`, `2 claims`. */
export const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Who published it; where that is not known, its title, else its id. */
export const sourceName = (document) => document.publisher || document.title || document.id;

/** A part of a text by offsets in code points, as the API counts. */
export const part = (points, start, end) => points.slice(start, end).join("");
