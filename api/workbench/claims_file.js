// A file of claims: one a line, a table with a column named claim, or JSON lines.

import { BadFile, parsed, textOf } from "./sources.js";

const READERS = { txt: lines, csv: column, jsonl: records };

/** The claims of a file. Throws BadFile. */
export async function claimsOf(file) {
  const kind = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase();
  if (!Object.hasOwn(READERS, kind)) throw new BadFile(`${file.name} is not a list of claims: .txt, .csv or .jsonl can be read`);
  const found = READERS[kind](await textOf(file), file.name);
  // The form has a line for each.
  const claims = found.map((claim) => claim.split(/\s+/).filter(Boolean).join(" ")).filter(Boolean);
  if (!claims.length) throw new BadFile(`${file.name} holds no claim`);
  return claims;
}

function lines(text) {
  return text.split("\n");
}

function records(text, name) {
  return text.split("\n").flatMap((line, place) => {
    if (!line.trim()) return [];
    const from = `${name}, line ${place + 1}`;
    const { claim } = parsed(line, from);
    if (typeof claim !== "string") throw new BadFile(`${from} has no text in the field claim`);
    return [claim];
  });
}

function column(text, name) {
  const [head = [], ...rows] = table(text, name).filter((row) => row.some((cell) => cell.trim()));
  const place = head.findIndex((cell) => cell.trim().toLowerCase() === "claim");
  if (place < 0 && head.length > 1) throw new BadFile(`${name} has ${head.length} columns, and none is named claim`);
  return (place < 0 ? [head, ...rows] : rows).map((row) => row[Math.max(place, 0)] ?? "");
}

/** The rows of comma-separated values (RFC 4180), or of such with semicolons. Throws BadFile. */
function table(text, name) {
  const between = /^[^",;\n]*(["\n,;])?/.exec(text)[1] === ";" ? ";" : ",";
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${between}\\r\\n]*))(${between}|\\r?\\n|$)`, "y");
  const rows = [[]];
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new BadFile(`${name}, line ${text.slice(0, start).split("\n").length}: a quotation mark is not closed`);
    rows.at(-1).push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] !== between) rows.push([]);
  }
  return rows;
}
