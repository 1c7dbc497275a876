// Text with the words that were looked for marked in it, as pieces {text, marked}.

import { plain, words } from "./words.js";

const WINDOW = 36;
const BEFORE = 6;

// What to mark: the words of a query, and how much each is worth by how rare it is.
export class Marker {
  constructor(wanted) {
    this.wanted = new Map();
    for (const { folded, exact, worth } of wanted) {
      const known = this.wanted.get(folded) || { worth, exact: new Set() };
      if (exact !== folded) known.exact.add(exact);
      this.wanted.set(folded, known);
    }
  }

  // The whole of `text` in pieces.
  all(text) {
    const found = this.words(text);
    return cut(found.text, 0, found.text.length, found.marked);
  }

  // The part of `text` that says most of what was looked for, in pieces; null if it says nothing.
  passage(text) {
    const { text: whole, found, marked } = this.words(inOneLine(text));
    if (!marked.length) return null;
    const first = found.indexOf(this.densest(marked, found));
    const start = Math.max(first - BEFORE, 0);
    const end = Math.min(start + WINDOW, found.length);
    const from = start ? found[start].start : 0;
    const to = end < found.length ? found[end - 1].end : whole.length;
    const shown = cut(whole, from, to, marked);
    if (start) shown.unshift({ text: "… ", marked: false });
    if (end < found.length) shown.push({ text: " …", marked: false });
    return shown;
  }

  // The words of `text`, and those of them to mark. A word too common to mean anything by itself
  // is marked beside another one only; one typed with marks as it was typed, if it is there so.
  words(text) {
    const clean = plain(text);
    const found = words(clean);
    const exact = new Set();
    for (const one of found) {
      const known = this.wanted.get(one.folded);
      if (known && known.exact.has(one.exact)) exact.add(one.folded);
    }
    const fits = found.map((one) => {
      const known = this.wanted.get(one.folded);
      return known && (!exact.has(one.folded) || known.exact.has(one.exact)) ? known.worth : -1;
    });
    const marked = found.filter(
      (_, place) =>
        fits[place] > 0 ||
        (fits[place] === 0 && (fits[place - 1] >= 0 || fits[place + 1] >= 0)),
    );
    return { text: clean, found, marked };
  }

  // The marked word with which the window begins that holds most.
  densest(marked, found) {
    const places = new Map(found.map((one, place) => [one, place]));
    let best = marked[0];
    let most = -1;
    for (let first = 0; first < marked.length; first++) {
      const held = new Set();
      let worth = 0;
      for (let next = first; next < marked.length; next++) {
        if (places.get(marked[next]) - places.get(marked[first]) >= WINDOW - BEFORE) break;
        const beside = next > first && places.get(marked[next]) === places.get(marked[next - 1]) + 1;
        if (held.has(marked[next].folded)) continue;
        held.add(marked[next].folded);
        worth += (this.wanted.get(marked[next].folded).worth || 0.2) * (beside ? 2 : 1);
      }
      if (worth > most) [best, most] = [marked[first], worth];
    }
    return best;
  }
}

// Lines are paragraphs, headings, cells of tables: where no sign ends one, a point keeps it from the next.
function inOneLine(text) {
  return text.replace(/([^\s.,;:!?…])\n/g, "$1 · ").replace(/\n/g, " ");
}

// How `text` spells `asked`, folded words in a row: as in the longest row of them that stands in it, and
// what is not there as where it stands first.
export function spelling(text, asked) {
  const found = words(plain(text));
  const spelt = new Map();
  let most = 0;
  for (let place = 0; place < found.length; place++) {
    for (let first = 0; first < asked.length; first++) {
      let count = 0;
      while (first + count < asked.length && found[place + count] && found[place + count].folded === asked[first + count])
        count++;
      if (count <= most) continue;
      most = count;
      for (let next = 0; next < count; next++) spelt.set(asked[first + next], found[place + next].exact);
    }
  }
  for (const { folded, exact } of found) if (!spelt.has(folded)) spelt.set(folded, exact);
  return spelt;
}

// `text` from one place to another, neighbouring marked words in one piece.
function cut(text, from, to, marked) {
  const found = [];
  let at = from;
  for (const { start, end } of marked) {
    if (start < at || end > to) continue;
    const between = text.slice(at, start);
    const last = found[found.length - 1];
    if (last && last.marked && /^\s*$/.test(between)) last.text += between + text.slice(start, end);
    else found.push({ text: between, marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  found.push({ text: text.slice(at, to), marked: false });
  return found.filter((piece) => piece.text);
}
