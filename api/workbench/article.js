// An article of the web, read into the form.

import { Problem, request } from "./api.js";
import { byId, once, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";

/** Make the form work. */
export function startReading() {
  byId("article-form").addEventListener("submit", (event) => {
    event.preventDefault();
    once(byId("read-article"), readArticle);
  });
}

async function readArticle() {
  clearProblem();
  if (!byId("article-form").reportValidity()) return;
  const field = byId("article");
  const button = byId("read-article");
  say("Reading the article");
  button.textContent = "Reading …";
  try {
    const article = await request("POST", "v1/articles", { body: { url: field.value.trim() } });
    byId("text").value = article.text;
    byId("published").value = article.published || "";
    byId("address").value = field.value.trim();
    say("The article is in the form");
    byId("text").focus();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    showProblem(error);
  } finally {
    button.textContent = "Read it";
  }
}
