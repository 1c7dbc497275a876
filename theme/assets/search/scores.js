// How well items answer: BM25, whose weights the index holds in steps (bulletin/search/postings.py).

import { MARKS } from "./shards.js";

const LEVELS = 8;
// The marks that were typed say which word was meant, but people leave them out and mistype them. A
// word that stands alone has nothing else that says it: there the lightest item that has it as it was
// typed comes before the heaviest that has it otherwise.
const OTHER_MARKS = 0.4;
const OTHER_MARKS_ALONE = 0.06;
// An item with a fifth of what another one has of a query, whatever it weighs there, has it by chance.
const TOO_LITTLE = 0.2;

export class Scores {
  constructor(items, isAlone) {
    this.items = items;
    this.otherMarks = isAlone ? OTHER_MARKS_ALONE : OTHER_MARKS;
    this.scores = new Map();
    this.had = new Map();
  }

  get size() {
    return this.scores.size;
  }

  add(term, { items, numbers, notes }, weight) {
    const rarity = weight * Math.log(1 + (this.items - items + 0.5) / (items + 0.5));
    numbers.forEach((number, place) => {
      const note = notes[place];
      const marks = !term.marked || note & (1 << term.marks) ? 1 : this.otherMarks;
      const score = (rarity * marks * ((note >> MARKS) + 0.5)) / LEVELS;
      this.scores.set(number, (this.scores.get(number) || 0) + score);
      this.had.set(number, (this.had.get(number) || 0) + rarity);
    });
  }

  // The items, best first; of equal ones that with the greater number, which is the later.
  best() {
    let most = 0;
    for (const had of this.had.values()) most = Math.max(most, had);
    const found = Array.from(this.scores, ([number, score]) => ({ number, score })).filter(
      ({ number }) => this.had.get(number) >= most * TOO_LITTLE,
    );
    return found.sort((one, other) => other.score - one.score || other.number - one.number);
  }
}
