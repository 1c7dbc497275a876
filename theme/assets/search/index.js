// Answers queries from the files of the index. It knows no page: Node runs it as browsers do.

import { Scores } from "./scores.js";
import { listOf, pairOf, placeOf, read, termOf } from "./shards.js";
import { apart, completions, forgiven, nearest, readWords, withoutTelex, withoutVni } from "./spelling.js";
import { plain, words } from "./words.js";

export const FORMAT = 2;

const LONGEST_QUERY = 300;
const MOST_WORDS = 40;
const MOST_TERMS = 28;
const COMPLETED = 0.7;
const MOST_COMPLETIONS = 6;
const ENOUGH = 10;
// A whole question is answered by its other words; the site's words are not fetched to mend it.
const FEW_WORDS = 6;
const SHORTEST_JOINED = 5;
const MOST_NEAR = 5;
const RANGE = 1 << 13;

export class OtherFormat extends Error {}

export class Index {
  // `fetch(path, fresh)` gives the bytes of a file below the index, past all caches when `fresh`;
  // it throws when there is none. `head` is the head of the index where it is known already.
  constructor(fetch, head = null) {
    this.fetch = fetch;
    this.known = head;
  }

  async open() {
    const head = this.known || JSON.parse(text(await this.fetch("dau.json", true)));
    this.known = null;
    if (head.format !== FORMAT) throw new OtherFormat();
    this.head = head;
    this.common = new Set(head.common.split(" "));
    this.files = new Map();
    return this;
  }

  // Answers `query` with
  //   found: [{number, score}], the best first
  //   typed: its words
  //   wanted: the words to mark, [{folded, exact, worth}]
  //   unknown: words that no item has, each with the nearest word that some have, if there is one
  //   incomplete: whether a part of the index did not come
  //   lists: how many lists were looked up for it
  async search(query) {
    const answer = await this.answer(query);
    if (!answer.incomplete) return answer;
    // The site was published anew since the index was opened: then, once, with the new index.
    const { version } = this.head;
    try {
      await this.open();
    } catch (problem) {
      if (problem instanceof OtherFormat) throw problem;
      return answer;
    }
    return this.head.version === version ? answer : this.answer(query);
  }

  async answer(query) {
    const asked = plain(query.slice(0, LONGEST_QUERY));
    const typed = words(asked).slice(0, MOST_WORDS);
    const inquiry = new Inquiry(this, typed);
    await inquiry.ask();
    if (typed.length) await inquiry.askAround(typed[typed.length - 1].end === asked.length);
    return inquiry.answer();
  }

  // The list of a term; null when its shard did not come.
  async list({ key }) {
    const { bits } = this.head;
    const name = placeOf(key, bits).toString(16).padStart(4, "0");
    const lists = await this.file(`am/${bits}/${name}.bin`, read);
    return lists && listOf(lists, key, bits);
  }

  async words() {
    return (await this.file("tu.txt", (bytes) => readWords(text(bytes)))) || [];
  }

  // In a very large index several results share a file.
  async result(number) {
    const { together = 0 } = this.head;
    const place = number >> together;
    const file = await this.file(`bai/${place >> 8}/${place & 255}.json`, (bytes) => JSON.parse(text(bytes)));
    return together && file ? file[number] : file;
  }

  // The properties of items by number, as bulletin/search/results.py describes them: all that are
  // in the files which hold any of `numbers`.
  async properties(numbers) {
    const wanted = new Set(numbers.map((number) => Math.floor(number / RANGE)));
    const files = await Promise.all(
      [...wanted].map((range) => this.file(`loc/${range}.json`, (bytes) => JSON.parse(text(bytes)))),
    );
    const found = new Map();
    for (const file of files) if (file) addProperties(found, file);
    return found;
  }

  // What `made` makes of a file; null, and no longer remembered, when it is missing or damaged.
  file(path, made) {
    if (!this.files.has(path)) {
      // The version keeps what a browser remembers of an older index out of a newer one.
      const address = `${path}?${this.head.version}`;
      const coming = this.fetch(address, false)
        .then(made)
        .catch(() => this.fetch(address, true).then(made))
        .catch(() => (this.files.delete(path), null));
      this.files.set(path, coming);
    }
    return this.files.get(path);
  }
}

// One query on its way: which terms were looked up, what they brought.
class Inquiry {
  constructor(index, typed) {
    this.index = index;
    this.typed = typed;
    this.terms = typed.map(termOf);
    this.scores = new Scores(index.head.items, typed.length === 1);
    this.items = new Map();
    this.wanted = typed.map((word) => ({ ...word, worth: this.isCommon(word) ? 0 : 1 }));
    this.unknown = [];
    this.incomplete = false;
    this.lists = 0;
  }

  isCommon({ folded }) {
    return this.index.common.has(folded);
  }

  // Looks up terms that were not yet looked up.
  async look(terms, weight) {
    const fresh = terms.filter(({ key }) => !this.items.has(key) && this.items.set(key, 0));
    const lists = await Promise.all(fresh.map((term) => this.index.list(term)));
    this.lists += fresh.length;
    fresh.forEach((term, place) => {
      this.incomplete = this.incomplete || !lists[place];
      this.items.set(term.key, lists[place] ? lists[place].items : 1);
      if (lists[place]) this.scores.add(term, lists[place], weight);
    });
  }

  // All pairs and, of single words, those that some items have and others have not. The few hundred
  // words that are nearly everywhere are the heaviest to fetch and say least: they come into it
  // only when there is too little without them. Of a very long question the terms that say least
  // are left out, which are pairs of such words.
  async ask() {
    const rare = this.typed.map((word) => !this.isCommon(word));
    const pairs = this.pairs(this.terms).map((term, place) => ({ term, rare: rare[place] || rare[place + 1] }));
    const singles = this.terms.filter((_, place) => rare[place]);
    const telling = [...singles, ...pairs.filter((pair) => pair.rare).map(({ term }) => term)];
    const others = pairs.filter((pair) => !pair.rare).map(({ term }) => term);
    await this.look([...telling, ...others].slice(0, MOST_TERMS), 1);
    if (this.scores.size < ENOUGH) await this.look(this.terms, 1);
  }

  // Words that are not there as they were typed: the last one half typed, Telex, slips.
  async askAround(lastIsOpen) {
    for (let place = 0; place < this.typed.length; place++) {
      const isLast = place === this.typed.length - 1;
      if (lastIsOpen && isLast && (await this.complete(place))) continue;
      if (this.isCommon(this.typed[place])) continue;
      const few = this.typed.length <= FEW_WORDS || this.scores.size < ENOUGH;
      if (this.items.get(this.terms[place].key) !== 0) {
        if (few && this.standsAlone(place)) await this.mend(place, 1, true);
      } else if (!(await this.decode(place)) && !(await this.part(place)) && few) {
        await this.mend(place, forgiven(this.typed[place].folded), false);
      }
    }
  }

  // Looks up words that begin with the last one, unless that one stands where it was typed.
  async complete(place) {
    const start = this.typed[place].folded;
    const before = this.terms[place - 1];
    const stands = before ? pairOf(before, this.terms[place]) : this.terms[place];
    if (this.items.get(stands.key) !== 0) return true;
    const found = completions(await this.index.words(), start, MOST_COMPLETIONS).map(unmarked);
    const terms = found.map(termOf);
    if (before) await this.look(terms.map((term) => pairOf(before, term)), COMPLETED);
    if (!before || this.scores.size < ENOUGH) await this.look(terms, COMPLETED);
    this.wanted.push(...found.map((word) => ({ ...word, worth: 1 })));
    return found.length > 0;
  }

  // Looks a word up without the keys of Telex or VNI in it; says whether some item has that.
  async decode(place) {
    const { folded: typed } = this.typed[place];
    const folded = withoutTelex(withoutVni(typed));
    if (folded === typed || !folded) return false;
    const decoded = [...this.terms];
    decoded[place] = termOf(unmarked(folded));
    await this.look([...this.pairs(decoded), decoded[place]], 1);
    if (this.items.get(decoded[place].key) === 0) return false;
    this.terms = decoded;
    this.wanted.push({ ...unmarked(folded), worth: 1 });
    return true;
  }

  // Looks up the words that were typed as one; says whether there are such.
  async part(place) {
    const { folded } = this.typed[place];
    const words = folded.length >= SHORTEST_JOINED ? apart(await this.index.words(), folded) : null;
    if (!words) return false;
    const terms = words.map((word) => termOf(unmarked(word)));
    const around = [this.terms[place - 1], ...terms, this.terms[place + 1]].filter(Boolean);
    await this.look([...this.pairs(around), ...terms], 1);
    this.wanted.push(...words.map((word) => ({ ...unmarked(word), worth: this.isCommon({ folded: word }) ? 0 : 1 })));
    return true;
  }

  // Whether a word stands beside none of the words beside which it was typed.
  standsAlone(place) {
    const beside = this.beside(place, this.terms[place]);
    return beside.length > 0 && beside.every(({ key }) => this.items.get(key) === 0);
  }

  // Finds the word that was meant: near to the one typed and, where others were typed, beside them.
  // A word that some items have is doubted only if another one stands beside all of them.
  async mend(place, limit, isKnown) {
    const { folded, start, end } = this.typed[place];
    const near = nearest(await this.index.words(), withoutTelex(folded), limit).slice(0, MOST_NEAR);
    const counts = await Promise.all(near.map((word) => this.countBeside(place, termOf(unmarked(word)), isKnown)));
    const most = Math.max(0, ...counts);
    const best = near[counts.indexOf(most)];
    if (most > 0) this.unknown.push({ start, end, nearest: best });
    else if (!isKnown) this.unknown.push({ start, end, nearest: undefined });
  }

  // How many items have the term beside the words around `place`; without any, all are as good.
  async countBeside(place, term, all) {
    const beside = this.beside(place, term);
    if (!beside.length) return 1;
    const lists = await Promise.all(beside.map((pair) => this.index.list(pair)));
    const counts = lists.map((list) => (list ? list.items : 0));
    return all ? Math.min(...counts) : Math.max(...counts);
  }

  // The pairs of a term at `place` with the words before and behind it.
  beside(place, term) {
    const [left, right] = [this.terms[place - 1], this.terms[place + 1]];
    return [left && pairOf(left, term), right && pairOf(term, right)].filter(Boolean);
  }

  pairs(terms) {
    return terms.slice(1).map((right, place) => pairOf(terms[place], right));
  }

  answer() {
    const { typed, wanted, unknown, incomplete, lists } = this;
    return { found: this.scores.best(), typed, wanted, unknown, incomplete, lists };
  }
}

function unmarked(folded) {
  return { folded, exact: folded };
}

function addProperties(found, { names, steps, ...columns }) {
  let number = 0;
  steps.forEach((step, place) => {
    number += step;
    const properties = {};
    for (const [name, column] of Object.entries(columns)) {
      properties[name] = [].concat(column[place]).filter(Boolean).map((one) => names[name][one - 1]);
    }
    found.set(number, properties);
  });
}

function text(bytes) {
  return new TextDecoder().decode(bytes);
}
