// The results of a batch as files.

/** The results of a batch as the API gives them. */
export function json(results) {
  return new Blob([JSON.stringify(results, null, 2)], { type: "application/json" });
}

/** The same as a table: a line for each claim, without the evidence. */
export function csv(results) {
  const rows = results.map(({ claim, status, verdict, problem }) => [claim, status, verdict?.label, verdict?.confidence,
    verdict?.content_verdict?.label, verdict?.content_verdict?.confidence,
    verdict?.origins.supports, verdict?.origins.refutes, verdict?.gaps.join("; "), problem?.detail]);
  const head = ["claim", "status", "verdict", "confidence", "content_verdict", "content_confidence", "origins_for", "origins_against", "missing", "problem"];
  return new Blob([[head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")], { type: "text/csv" });
}

/** Quoted, and never the beginning of a formula. */
function cell(value) {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
