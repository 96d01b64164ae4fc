// The HTTP API: one function that asks, and what becomes of a refusal.

const KEPT_KEY = "factcheck-key";
const TRIES = 4;

/** A refusal of the server (RFC 9457), or no answer at all. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail || body.title);
    this.body = body;
  }
}

let askForKey = async () => null;
let keyChanged = () => {};

/** Say how to get a key when the server asks for one, and what to do when it is kept or forgotten. */
export function onKey(asks, changed) {
  [askForKey, keyChanged] = [asks, changed];
}

export const hasKey = () => sessionStorage.getItem(KEPT_KEY) !== null;

export function forgetKey() {
  sessionStorage.removeItem(KEPT_KEY);
  keyChanged();
}

/**
 * The answer to a request: JSON as its value, anything else as a Blob, null for none.
 *
 * Asks for a key on 401 and, where the server says how long to wait, tries again.
 * Throws a Problem for a refusal and an AbortError when stopped.
 */
export async function request(method, path, { body, signal } = {}) {
  for (let tried = 1; ; tried += 1) {
    const presented = sessionStorage.getItem(KEPT_KEY);
    const response = await send(method, path, body, signal, presented);
    if (response.ok) return content(response);
    const problem = await refusal(response);
    if (response.status === 401) {
      // Another request may have been given a key since this one was sent.
      if (presented === sessionStorage.getItem(KEPT_KEY) && !(await getKey(presented !== null))) throw problem;
    } else if (response.status === 503 && response.headers.has("Retry-After") && tried < TRIES) {
      await pause(Number(response.headers.get("Retry-After")), signal);
    } else {
      throw problem;
    }
  }
}

async function send(method, path, body, signal, key) {
  const headers = {};
  if (key !== null) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method, headers, signal, cache: "no-cache", body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "The server does not answer", detail: "Is it running, and can you reach it?" });
  }
}

async function content(response) {
  if (response.status === 204) return null;
  const kind = response.headers.get("Content-Type") || "";
  return kind === "application/json" ? response.json() : response.blob();
}

async function refusal(response) {
  try {
    return new Problem(await response.json());
  } catch {
    return new Problem({ title: `The server answered ${response.status}`, detail: "" });
  }
}

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
