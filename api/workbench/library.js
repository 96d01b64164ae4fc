// The library: which documents there are, more of them, and fewer.

import { Problem, request } from "./api.js";
import { addressOf, readDocument } from "./document.js";
import { byId, element, mayRemove, once, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { readFiles } from "./sources.js";
import { count, day } from "./words.js";

const PAGE = 25;
// Small enough that the progress moves, and that a body stays far below the limit of the API.
const PER_REQUEST = 10;
const CHARS_PER_REQUEST = 5_000_000;

// The cursors of the pages up to the one that is shown; null leads to the first.
let cursors = [null];
let next;
let isWritable = false;
let onChange = () => {};

/** Make the page work. `changed` is called when documents were added or removed. */
export function startLibrary(changed) {
  onChange = changed;
  byId("upload-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("upload"), upload);
  });
  byId("paste-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("paste"), paste);
  });
  byId("previous-page").addEventListener("click", () => turn(cursors.slice(0, -1)));
  byId("next-page").addEventListener("click", () => turn([...cursors, next]));
}

/** Show what may be done here. */
export function setWritable(writable) {
  isWritable = writable;
  byId("read-only").hidden = writable;
  byId("adding").hidden = !writable;
  byId("removing").hidden = !writable;
  // The documents may have come before it was known.
  for (const made of document.querySelectorAll("td.remove")) made.hidden = !writable;
}

/** Show the page of documents that `to` leads to, by default the reader's; whether that went well. */
export async function showDocuments(to = cursors) {
  const cursor = to[to.length - 1];
  const query = new URLSearchParams({ limit: PAGE, ...(cursor ? { cursor } : {}) });
  try {
    const page = await request("GET", `v1/documents?${query}`);
    if (!page.documents.length && to.length > 1) {
      return showDocuments(to.slice(0, -1));
    }
    [cursors, next] = [to, page.next];
    byId("documents").replaceChildren(...page.documents.map(row));
    byId("no-documents").hidden = page.documents.length > 0;
    byId("previous-page").disabled = cursors.length === 1;
    byId("next-page").disabled = next === undefined;
    byId("page-number").textContent = `Page ${cursors.length}`;
    byId("found").hidden = false;
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A cursor ends with the server that gave it.
    if (error.body.code === "cursor_not_found" && to.length > 1) return showDocuments([null]);
    byId("found").hidden = !byId("documents").children.length;
    showProblem(error);
    return false;
  }
}

async function turn(to) {
  clearProblem();
  if (!(await showDocuments(to))) return;
  say(byId("page-number").textContent);
  byId("documents-heading").focus();
}

function row(found) {
  const title = found.title || found.id;
  return element("tr", {},
    element("th", { scope: "row" }, element("button", { type: "button", class: "title", click: () => readDocument(found.id) }, element("bdi", {}, title))),
    cell("Publisher", found.publisher || "–"),
    cell("Published", found.published ? day(found.published) : "–"),
    cell("Added", found.ingested ? day(found.ingested) : "–"),
    element("td", { class: "remove", hidden: !isWritable }, element("button", {
      type: "button", class: "quiet", "aria-label": `Remove ${title}`, click: (event) => remove(found, event.currentTarget),
    }, "Remove")));
}

const cell = (heading, value) => element("td", { "data-heading": heading }, value);

async function remove(found, button) {
  clearProblem();
  const consequence = "It no longer counts as evidence from the next check on.";
  const name = found.title || found.id;
  if (!(await mayRemove({ question: "Remove this document?", name, consequence, word: "Remove" }))) {
    button.focus();
    return;
  }
  try {
    await request("DELETE", addressOf(found.id));
    await showDocuments();
    say("Document removed");
    byId("documents-heading").focus();
    onChange();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  }
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
  if ((!documents.length || (await add(documents, notes))) && !faults.length) field.value = "";
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
  progress(0, documents.length);
  for (const batch of batches(documents)) {
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
  await showDocuments();
  onChange();
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
  byId("upload-label").textContent = words;
  say(words);
  byId("upload-notes").replaceChildren(...notes.map((note) => element("li", {}, note)));
  byId("upload-notes").hidden = notes.length === 0;
}
