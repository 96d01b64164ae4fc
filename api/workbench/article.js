// An article of the web, read into the form.

import { Problem, request } from "./api.js";
import { byId, say } from "./dom.js";
import { clearProblem, showProblem } from "./problem.js";

/** Make the button work. */
export function startReading() {
  byId("read-article").addEventListener("click", readArticle);
  byId("article").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    readArticle();
  });
}

async function readArticle() {
  clearProblem();
  const field = byId("article");
  field.required = true;
  const isGood = field.reportValidity();
  field.required = false;
  if (!isGood) return;
  byId("read-article").disabled = true;
  say("Reading the article");
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
    byId("read-article").disabled = false;
  }
}
