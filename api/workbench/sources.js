// Files of the reader's machine as documents, read through before any is sent.

const FIELDS = ["id", "title", "publisher", "url", "published", "language", "text"];
const HEADING = /^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/m;
const DATE_PREFIX = /^(\d{4}-\d{2}-\d{2})(?!\d)/;

/** A file that cannot be read as documents. */
export class BadFile extends Error {}

/**
 * The documents of files as {documents, notes}: each document is {values, from}, where `from` says
 * for people where it stands, and notes name what was passed over. Throws BadFile.
 */
export async function readFiles(files) {
  const documents = [];
  const notes = [];
  for (const file of files) {
    const text = await textOf(file);
    if (/\.jsonl$/i.test(file.name)) readLines(text, file.name, documents, notes);
    else documents.push(readText(text, file.name));
  }
  return { documents, notes };
}

/** The text of a file. Throws BadFile. */
export async function textOf(file) {
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new BadFile(`${file.name} cannot be read; if it was moved or changed, choose it again`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BadFile(`${file.name} is not UTF-8 text`);
  }
}

function readLines(text, name, documents, notes) {
  const ignored = new Set();
  text.split("\n").forEach((line, place) => {
    if (!line.trim()) return;
    const from = `${name}, line ${place + 1}`;
    const record = parsed(line, from);
    if (typeof record.text === "string" && !record.text.trim()) {
      notes.push(`${from}: passed over, its text is empty`);
      return;
    }
    Object.keys(record).filter((field) => !FIELDS.includes(field)).forEach((field) => ignored.add(field));
    documents.push({ values: Object.fromEntries(FIELDS.filter((field) => field in record).map((field) => [field, record[field]])), from });
  });
  if (ignored.size) notes.push(`${name}: these fields were ignored: ${[...ignored].join(", ")}`);
}

function parsed(line, from) {
  let record;
  try {
    record = JSON.parse(line);
  } catch {
    throw new BadFile(`${from} is not JSON`);
  }
  if (record === null || typeof record !== "object" || Array.isArray(record)) throw new BadFile(`${from} is not a JSON object`);
  return record;
}

function readText(content, name) {
  const text = content.replace(/\r\n?/g, "\n");
  if (!text.trim()) throw new BadFile(`${name} is empty`);
  const heading = /\.md$/i.test(name) ? HEADING.exec(text)?.[1] : "";
  const published = DATE_PREFIX.exec(name)?.[1];
  const values = { id: name, title: heading || name.replace(/\.[^.]*$/, ""), text };
  return { values: published ? { ...values, published } : values, from: name };
}
