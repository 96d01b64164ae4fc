// More documents for the library: files of the reader, or one that is pasted.

import { Problem, request } from "./api.js";
import { byId, element, keepingOpen, once, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { BadFile, bytesOf, readFiles } from "./sources.js";
import { count } from "./words.js";

// Small enough that the progress moves, and that a body stays far below the limit of the API.
const PER_REQUEST = 10;
const CHARS_PER_REQUEST = 5_000_000;

let isStopped = false;
let onAdded = async () => {};

/** Make the forms work. `added` is called when documents were added. */
export function startAdding(added) {
  onAdded = added;
  byId("upload-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("upload"), upload);
  });
  byId("paste-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("paste"), paste);
  });
  byId("stop-upload").addEventListener("click", () => { isStopped = true; });
}

/** Forget what came of adding documents before. */
function clearProgress() {
  clearProblem();
  byId("upload-progress").hidden = true;
  byId("upload-notes").hidden = true;
}

async function upload() {
  clearProgress();
  const field = byId("files");
  if (!field.files.length) {
    showProblem({ body: { title: "Nothing was added", detail: "Choose one or more files first." } });
    return;
  }
  if (!byId("upload-form").reportValidity()) return;
  const { documents, files, notes, faults } = await readFiles(field.files, field.accept);
  const missing = filled("upload", ["publisher", "published"]);
  const whole = documents.map(({ values, from }) => ({ values: { ...missing, ...stated(values) }, from }));
  const isAll = await keepingOpen(() => add([...ofDocuments(whole), ...files.map((file) => ofFile(file, missing))], notes, faults));
  if (isAll && !faults.length) field.value = "";
}

async function paste() {
  clearProgress();
  const values = filled("paste", ["title", "publisher", "published", "url", "text"]);
  byId("paste-text").setCustomValidity(values.text ? "" : "Write or paste the text first.");
  if (!byId("paste-form").reportValidity()) return;
  if (await add([...ofDocuments([{ values, from: "the pasted document" }])], [], [])) byId("paste-form").reset();
}

/** What stands in the fields of a form, by name, without those that are empty. */
function filled(form, names) {
  const given = names.map((name) => [name, byId(`${form}-${name}`).value]).filter(([, value]) => value.trim());
  return Object.fromEntries(given.map(([name, value]) => [name, name === "text" ? value : value.trim()]));
}

const stated = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ""));

/** Documents as parts that are sent one after another. */
const ofDocuments = (documents) => [...batches(documents)].map((batch) => ({
  size: batch.length,
  async send() {
    try {
      return await request("POST", "v1/documents", { body: { documents: batch.map((document) => document.values) } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem({ ...error.body, errors: error.body.errors?.map((fault) => placed(fault, batch)) });
    }
  },
}));

/** A file as such a part: the server reads it. */
const ofFile = (file, missing) => ({
  size: 1,
  isFile: true,
  async send() {
    const query = new URLSearchParams({ name: file.name, ...missing });
    const { skipped, notes, ...summary } = await readByServer(file, query);
    const told = (said) => said.map((words) => `${file.name}: ${words}`);
    if (skipped.length && !summary.ids.length) throw new BadFile(told(skipped).join("; "));
    return { ...summary, notes: told([...skipped, ...notes]) };
  },
});

/** What the server makes of a file. Throws BadFile for one that it refuses, and else a Problem that names it. */
async function readByServer(file, query) {
  try {
    return await request("POST", `v1/files?${query}`, { body: await bytesOf(file) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const why = error.body.errors?.[0]?.detail ?? error.body.detail ?? error.body.title;
    if ([413, 422].includes(error.body.status)) throw new BadFile(`${file.name}: ${why}`);
    throw new Problem({ ...error.body, errors: [{ detail: `${file.name}: ${why}` }] });
  }
}

/** Send parts one after another; true when all are there. What cannot be read joins `faults`. */
async function add(parts, notes, faults) {
  const total = { added: 0, replaced: 0, unchanged: 0 };
  const all = parts.reduce((sum, part) => sum + part.size, 0);
  const noun = parts.some((part) => part.isFile) ? "file" : "document";
  let done = 0;
  let [isThrough, isTold] = [true, false];
  isStopped = false;
  byId("stop-upload").hidden = !parts.length;
  if (parts.length) progress(0, all, noun);
  for (const part of parts) {
    // Not in the middle of a request, of which nobody would know what was added.
    if (isStopped) {
      isThrough = false;
      break;
    }
    try {
      const summary = await part.send();
      for (const name of Object.keys(total)) total[name] += summary[name];
      notes.push(...(summary.notes ?? []));
    } catch (error) {
      if (error instanceof BadFile) {
        faults.push(error.message);
      } else if (error instanceof Problem) {
        const errors = error.body.errors ?? [{ detail: error.body.detail }];
        showProblem({ body: { ...error.body, errors: [...errors, ...faults.map((detail) => ({ detail }))] } });
        isThrough = false;
        isTold = true;
        break;
      } else {
        throw error;
      }
    }
    done += part.size;
    progress(done, all, noun);
  }
  if (faults.length && !isTold) showFaults(faults, Object.values(total).some((number) => number));
  if (!parts.length) return false;
  const summary = Object.entries(total).map(([name, number]) => `${number} ${name}`).join(", ");
  finish(isThrough ? `Done: ${summary}.` : `Stopped after ${count(done, noun)}: ${summary}.`, notes);
  await onAdded();
  return isThrough;
}

function showFaults(faults, isAny) {
  const title = isAny ? "Some files were not read; the others are added" : "Nothing was added";
  showProblem({ body: { title, errors: faults.map((detail) => ({ detail })) } });
}

function* batches(documents) {
  let batch = [];
  let size = 0;
  for (const document of documents) {
    const length = JSON.stringify(document.values).length;
    if (batch.length && (batch.length === PER_REQUEST || size + length > CHARS_PER_REQUEST)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(document);
    size += length;
  }
  if (batch.length) yield batch;
}

/** A refused value by file and line, not by its place in the request. */
function placed(fault, batch) {
  const [, , place, field] = (fault.pointer || "").split("/");
  const from = batch[Number(place)]?.from;
  return from ? { ...fault, pointer: field ? `${from}, ${field}` : from } : fault;
}

function progress(done, of, noun) {
  byId("upload-progress").hidden = false;
  byId("upload-bar").max = Math.max(of, 1);
  byId("upload-bar").value = done;
  const words = `${done} of ${count(of, noun)} ${noun === "file" ? "read" : "added"}`;
  byId("upload-label").textContent = words;
  say(words);
}

function finish(words, notes) {
  if (document.activeElement === byId("stop-upload")) byId("upload").focus();
  byId("stop-upload").hidden = true;
  byId("upload-label").textContent = words;
  say(words);
  byId("upload-notes").replaceChildren(...notes.map((note) => element("li", {}, note)));
  byId("upload-notes").hidden = notes.length === 0;
}
