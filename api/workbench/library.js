// The library: which documents there are, those that are sought, and fewer of them.

import { startAdding } from "./adding.js";
import { Problem, request } from "./api.js";
import { addressOf, readDocument } from "./document.js";
import { byId, element, mayRemove, once, say, visible } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";
import { count, day } from "./words.js";

const PAGE = 25;
// Passages that are looked at for words, and at most.
const NEAREST = 25;
const MOST = 100;
const LONGEST_ID = 256;

// The cursors of the pages up to the one that is shown; null leads to the first.
let cursors = [null];
let next;
// What is sought, {words, publisher}; null while all documents are shown.
let sought = null;
let isWritable = false;
let onChange = () => {};

/** Make the page work. `changed` is called when documents were added or removed. */
export function startLibrary(changed) {
  onChange = changed;
  startAdding(async () => {
    await showDocuments();
    onChange();
  });
  byId("find-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("find"), find);
  });
  byId("find-form").addEventListener("reset", () => {
    sought = null;
    once(byId("find-all"), () => turn(cursors));
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

/** Show what is sought, or the page of documents that `to` leads to, by default the reader's; whether that went well. */
export async function showDocuments(to = cursors) {
  try {
    await (sought ? showFound(sought) : showPage(to));
    byId("found").hidden = false;
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    byId("found").hidden = !byId("documents").children.length;
    showProblem(error);
    return false;
  }
}

async function showPage(to) {
  const cursor = to[to.length - 1];
  const query = new URLSearchParams({ limit: PAGE, ...(cursor ? { cursor } : {}) });
  let page;
  try {
    page = await request("GET", `v1/documents?${query}`);
  } catch (error) {
    // A cursor ends with the server that gave it.
    if (error.body?.code !== "cursor_not_found" || !cursor) throw error;
    await showPage([null]);
    return;
  }
  if (sought) return;
  if (!page.documents.length && cursor) {
    await showPage(to.slice(0, -1));
    return;
  }
  [cursors, next] = [to, page.next];
  fillRows(page.documents.map((found) => row(found)), "There are no documents yet.");
  byId("previous-page").disabled = cursors.length === 1;
  byId("next-page").disabled = next === undefined;
  byId("page-number").textContent = `Page ${cursors.length}`;
}

/** The document of that id, or those whose passages are nearest to the words, or any of the publisher. */
async function showFound(asked) {
  const { words, publisher } = asked;
  const terms = { query: words || publisher, ...(publisher ? { publishers: [publisher] } : {}) };
  const search = async (more) => (await request("POST", "v1/evidence/search", { body: { ...terms, ...more } })).hits;
  const named = words && words.length <= LONGEST_ID ? await search({ documents: [words], k: 1 }) : [];
  const hits = named.length ? named : await search({ k: words ? NEAREST : MOST });
  if (sought !== asked) return;
  const best = new Map();
  for (const hit of hits) if (!best.has(hit.document.id)) best.set(hit.document.id, hit);
  fillRows([...best.values()].map((hit) => row(hit.document, words ? hit.text : null)), "None was found.");
  byId("find-note").textContent = noteOn(best.size, { isNamed: named.length > 0, isFull: hits.length === MOST, ...asked });
}

function noteOn(number, { isNamed, isFull, words, publisher }) {
  if (isNamed) return "The document of that id";
  const found = count(number, "document");
  if (words) return number > 1 ? `${found}, the nearest first` : found;
  return `${found} of ${visible(publisher)}${isFull ? ". There may be more: add words to find them" : ""}`;
}

function fillRows(rows, otherwise) {
  byId("documents").replaceChildren(...rows);
  byId("no-documents").textContent = otherwise;
  byId("no-documents").hidden = rows.length > 0;
  byId("pages").hidden = sought !== null;
  byId("find-note").hidden = sought === null;
  byId("find-all").hidden = sought === null;
  byId("added-heading").hidden = sought !== null;
}

async function find() {
  const [words, publisher] = ["find-words", "find-publisher"].map((id) => byId(id).value.trim());
  byId("find-words").setCustomValidity(words || publisher ? "" : "Write some words, an id or a publisher first.");
  if (!byId("find-form").reportValidity()) return;
  clearProblem();
  const before = sought;
  sought = { words, publisher };
  if (!(await showDocuments())) {
    sought = before;
    return;
  }
  say(byId("find-note").textContent);
}

async function turn(to) {
  clearProblem();
  if (!(await showDocuments(to))) return;
  say(byId("page-number").textContent);
  byId("documents-heading").focus();
}

function row(found, passage = null) {
  const title = found.title || found.id;
  return element("tr", {},
    element("th", { scope: "row" }, element("button", { type: "button", class: "title", click: () => readDocument(found.id) }, element("bdi", {}, title)),
      found.title ? element("p", { class: "hint" }, element("bdi", {}, found.id)) : null,
      passage ? element("p", { class: "hint nearest", dir: "auto" }, passage) : null),
    cell("Publisher", found.publisher || "–"),
    cell("Published", found.published ? day(found.published) : "–"),
    found.ingested ? cell("Added", day(found.ingested)) : null,
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
