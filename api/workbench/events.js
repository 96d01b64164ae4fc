// A stream of server-sent events, as the API writes it.

/** Each event of an answer as [name, data], as it comes. */
export async function* eventsOf(response) {
  let name = "";
  for await (const line of linesOf(response.body)) {
    const [field, value] = halves(line);
    if (field === "event") name = value;
    if (field === "data") yield [name, JSON.parse(value)];
  }
}

/** Not by looking for their ends in all that came before: a report has megabytes in one line. */
async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const [more, ...others] = value.split("\n");
    begun.push(more);
    for (const line of others) {
      yield begun.join("");
      begun = [line];
    }
  }
}

function halves(line) {
  const place = line.indexOf(": ");
  return [line.slice(0, place), line.slice(place + 2)];
}
