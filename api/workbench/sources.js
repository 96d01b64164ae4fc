// Files of the reader's machine: JSON lines as documents, read through before any is sent; others are
// read by the server.

const FIELDS = ["id", "title", "publisher", "url", "published", "language", "text"];
const LINES = [".jsonl", ".ndjson"];
// Those of the API; a longer file is added in the terminal.
const MOST_BYTES = 64 * 1024 * 1024;

/** A file that cannot be read as documents. */
export class BadFile extends Error {}

/**
 * What files hold, as {documents, files, notes, faults}: each document is {values, from}, where `from`
 * says for people where it stands; `files` are for the server to read, those that the field of `kinds`
 * (endings, separated by commas) takes; notes name what was passed over, faults the files of which
 * nothing is taken.
 */
export async function readFiles(chosen, kinds) {
  const read = { documents: [], files: [], notes: [], faults: [] };
  for (const file of chosen) {
    try {
      await readFile(file, kinds.split(","), read);
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      read.faults.push(error.message);
    }
  }
  return read;
}

async function readFile(file, kinds, read) {
  const isOf = (endings) => endings.some((ending) => file.name.toLowerCase().endsWith(ending));
  if (isOf(LINES)) {
    const { documents, notes } = readLines(await textOf(file), file.name);
    read.documents.push(...documents);
    read.notes.push(...notes);
  } else if (!isOf(kinds)) {
    throw new BadFile(`${file.name} is of no kind that can be read`);
  } else if (file.size > MOST_BYTES) {
    throw new BadFile(`${file.name} is larger than 64 MB; add it in the terminal, with factcheck index build`);
  } else {
    read.files.push(file);
  }
}

/** The bytes of a file. Throws BadFile. */
export async function bytesOf(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new BadFile(`${file.name} cannot be read; if it was moved or changed, choose it again`);
  }
}

/** The text of a file. Throws BadFile. */
export async function textOf(file) {
  const bytes = await bytesOf(file);
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
