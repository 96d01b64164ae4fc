// The HTTP API: one function that asks, and what becomes of a refusal.

import { eventsOf } from "./events.js";

const KEPT_KEY = "factcheck-key";
const TRIES = 4;
// Seconds; whoever is to wait longer is told so instead.
const LONGEST_WAIT = 60;

/**
 * A refusal of the server (RFC 9457), or no answer at all. `wait` is after how many seconds the
 * same may be asked again, if the server said so.
 */
export class Problem extends Error {
  constructor(body, { status = null, wait = null } = {}) {
    super(body.detail || body.title);
    this.body = body;
    this.wait = wait;
    // Not for what was asked, or by whom: later the same may be answered.
    this.isPassing = status === null || status === 429 || status >= 500;
  }
}

let askForKey = async () => null;
let keyChanged = () => {};
let tellWait = () => {};

/** Say how to get a key when the server asks for one, and what to do when it is kept or forgotten. */
export function onKey(asks, changed) {
  [askForKey, keyChanged] = [asks, changed];
}

/** Say whom to tell for how many seconds the server wants to be left alone, and null when it is asked again. */
export function onWait(tells) {
  tellWait = tells;
}

export const hasKey = () => sessionStorage.getItem(KEPT_KEY) !== null;

export function forgetKey() {
  sessionStorage.removeItem(KEPT_KEY);
  keyChanged();
}

/**
 * The answer to a request: JSON as its value, of events the last one's, anything else as a Blob,
 * null for none. A body is sent as JSON, a buffer as it is. `progress` is told what the events before the last one say.
 *
 * Asks for a key on 401 and, where the server says how long to wait, tries again.
 * Throws a Problem for a refusal and an AbortError when stopped.
 */
export async function request(method, path, { body, signal, progress } = {}) {
  for (let tried = 1; ; tried += 1) {
    const presented = sessionStorage.getItem(KEPT_KEY);
    const response = await send(method, path, body, signal, presented);
    if (response.ok) return content(response, progress);
    const problem = await refusal(response);
    if (response.status === 401) {
      // Another request may have been given a key since this one was sent.
      if (presented === sessionStorage.getItem(KEPT_KEY) && !(await getKey(presented !== null))) throw problem;
    } else if (problem.wait !== null && problem.wait <= LONGEST_WAIT && tried < TRIES) {
      tellWait(problem.wait);
      try {
        await pause(problem.wait, signal);
      } finally {
        tellWait(null);
      }
    } else {
      throw problem;
    }
  }
}

async function send(method, path, body, signal, key) {
  const headers = {};
  if (key !== null) headers.Authorization = `Bearer ${key}`;
  const isFile = body instanceof ArrayBuffer;
  if (body !== undefined) headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
  try {
    return await fetch(path, {
      method, headers, signal, cache: "no-cache", body: isFile || body === undefined ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "The server does not answer", detail: "Is it running, and can you reach it?" });
  }
}

async function content(response, progress) {
  if (response.status === 204) return null;
  const kind = response.headers.get("Content-Type") || "";
  try {
    if (kind.startsWith("text/event-stream")) return await lastOf(response, progress);
    return await (kind === "application/json" ? response.json() : response.blob());
  } catch (error) {
    if (error.name === "AbortError" || error instanceof Problem) throw error;
    throw new Problem({ title: "The answer broke off", detail: "The connection to the server was lost. Try again." });
  }
}

async function lastOf(response, progress) {
  for await (const [name, data] of eventsOf(response)) {
    if (name === "problem") throw new Problem(data, { status: data.status });
    if (name !== "progress") return data;
    progress(data);
  }
  throw new Error("there is no last event");
}

async function refusal(response) {
  const { status } = response;
  const wait = [429, 503].includes(status) ? secondsOf(response.headers.get("Retry-After")) : null;
  try {
    return new Problem(await response.json(), { status, wait });
  } catch {
    return new Problem({ title: `The server answered ${status}`, detail: "" }, { status, wait });
  }
}

const secondsOf = (header) => (/^\d+$/.test(header ?? "") ? Number(header) : null);

let asking = null;

async function getKey(wasRefused) {
  // Several requests may be refused at once; one question serves them all.
  asking ??= askForKey(wasRefused).finally(() => { asking = null; });
  const key = await asking;
  if (!key) return false;
  sessionStorage.setItem(KEPT_KEY, key);
  keyChanged();
  return true;
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * seconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
