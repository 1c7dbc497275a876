// Lets Python ask the client that readers get: a question a line on stdin, an answer a line on
// stdout, both JSON. `scripts/search_bench.py` sets the client's modules beside this file.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Index } from "./search/index.js";
import { Marker } from "./search/passage.js";
import { marksOf } from "./search/shards.js";
import { plain, words } from "./search/words.js";

const indexes = new Map();

const ANSWERS = {
  marks: ({ text }) => words(plain(text)).map(({ exact }) => marksOf(exact)),
  words: ({ text }) => words(plain(text)).map(({ folded, exact }) => [folded, exact]),
  // A reader's query: what was found, the results shown of it, which files it took, how long.
  async search({ folder, query, shown = 10, anew = false }) {
    if (anew || !indexes.has(folder)) indexes.set(folder, await opened(folder));
    const { index, taken } = indexes.get(folder);
    const started = performance.now();
    const answer = await index.search(query);
    const results = await Promise.all(answer.found.slice(0, shown).map(({ number }) => index.result(number)));
    const marker = new Marker(answer.wanted);
    const passages = results.map((one) => one && marker.passage(`${one.title}\n${one.text ?? ""}`));
    const milliseconds = performance.now() - started;
    const { found, unknown, incomplete } = answer;
    return { found, results, passages, unknown, incomplete, milliseconds, taken: taken.splice(0) };
  },
};

async function opened(folder) {
  const taken = [];
  const fetchFile = async (address) => {
    const [path] = address.split("?");
    taken.push(path);
    return new Uint8Array(await readFile(join(folder, path)));
  };
  return { index: await new Index(fetchFile).open(), taken };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...question } = JSON.parse(line);
  console.log(JSON.stringify(await ANSWERS[ask](question)));
}
