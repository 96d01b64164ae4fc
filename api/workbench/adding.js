// More documents for the library: files of the reader, or one that is pasted.

import { Problem, request } from "./api.js";
import { byId, element, keepingOpen, once, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { readFiles } from "./sources.js";
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
  const { documents, notes, faults } = await readFiles(field.files);
  if (faults.length) {
    const title = documents.length ? "Some files were not read; the others are added" : "Nothing was added";
    showProblem({ body: { title, errors: faults.map((detail) => ({ detail })) } });
  }
  if ((!documents.length || (await keepingOpen(() => add(documents, notes)))) && !faults.length) field.value = "";
}

async function paste() {
  clearProgress();
  const values = {};
  for (const name of ["title", "publisher", "published", "url", "text"]) {
    const value = byId(`paste-${name}`).value;
    if (value.trim()) values[name] = name === "text" ? value : value.trim();
  }
  byId("paste-text").setCustomValidity(values.text ? "" : "Write or paste the text first.");
  if (!byId("paste-form").reportValidity()) return;
  if (await add([{ values, from: "the pasted document" }], [])) byId("paste-form").reset();
}

/** Send documents some at a time; true when all are there. */
async function add(documents, notes) {
  const total = { added: 0, replaced: 0, unchanged: 0 };
  let done = 0;
  let all = true;
  isStopped = false;
  byId("stop-upload").hidden = false;
  progress(0, documents.length);
  for (const batch of batches(documents)) {
    // Not in the middle of a request, of which nobody would know what was added.
    if (isStopped) {
      all = false;
      break;
    }
    try {
      const summary = await request("POST", "v1/documents", { body: { documents: batch.map((document) => document.values) } });
      for (const name of Object.keys(total)) total[name] += summary[name];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      showProblem({ body: { ...error.body, errors: error.body.errors?.map((fault) => placed(fault, batch)) } });
      all = false;
      break;
    }
    done += batch.length;
    progress(done, documents.length);
  }
  const summary = Object.entries(total).map(([name, number]) => `${number} ${name}`).join(", ");
  finish(all ? `Done: ${summary}.` : `Stopped after ${count(done, "document")}: ${summary}.`, notes);
  await onAdded();
  return all;
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

function progress(done, of) {
  byId("upload-progress").hidden = false;
  byId("upload-bar").max = Math.max(of, 1);
  byId("upload-bar").value = done;
  const words = `${done} of ${count(of, "document")} added`;
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
