// Files of the reader's machine as documents, read through before any is sent.

const FIELDS = ["id", "title", "publisher", "url", "published", "language", "text"];
const KINDS = ["jsonl", "txt", "md"];
// Of five million characters none takes more than four bytes.
const MOST_BYTES = 20_000_000;
const HEADING = /^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/m;
const DATE_PREFIX = /^(\d{4}-\d{2}-\d{2})(?!\d)/;

/** A file that cannot be read as documents. */
export class BadFile extends Error {}

/**
 * The documents of files as {documents, notes, faults}: each document is {values, from}, where `from`
 * says for people where it stands; notes name what was passed over, faults the files of which
 * nothing is taken.
 */
export async function readFiles(files) {
  const read = { documents: [], notes: [], faults: [] };
  for (const file of files) {
    try {
      const { documents, notes } = await readFile(file);
      read.documents.push(...documents);
      read.notes.push(...notes);
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      read.faults.push(error.message);
    }
  }
  return read;
}

async function readFile(file) {
  const kind = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase();
  if (!KINDS.includes(kind)) throw new BadFile(`${file.name} is not of a kind that is read here (.jsonl, .txt, .md)`);
  const isLines = kind === "jsonl";
  if (!isLines && file.size > MOST_BYTES) throw new BadFile(`${file.name} is larger than a document may be (5 million characters)`);
  const text = await textOf(file);
  return isLines ? readLines(text, file.name) : { documents: [readText(text, file.name)], notes: [] };
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

function readLines(text, name) {
  const [documents, notes] = [[], []];
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
  return { documents, notes };
}

/** The JSON object of a line, which stands at `from`. Throws BadFile. */
export function parsed(line, from) {
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
