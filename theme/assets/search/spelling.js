// Words of the site near to what was typed: completed, decoded from Telex, mended.

// nghiêng
const LONGEST_SYLLABLE = 7;

// The site's words, as lines of a word and a letter: how often the number of its items was doubled.
export function readWords(lines) {
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => ({ word: line.slice(0, -1), level: line.charCodeAt(line.length - 1) }));
}

// Up to `most` words that begin with `start`, those of most items first.
export function completions(known, start, most) {
  const found = known.filter(({ word }) => word.length > start.length && word.startsWith(start));
  found.sort((one, other) => other.level - one.level);
  return found.slice(0, most).map(({ word }) => word);
}

// What a word with the keys of Telex left in it would be without marks: "thuwowngr" is "thuong".
export function withoutTelex(word) {
  return word
    .replace(/([adeo])\1/g, "$1")
    .replace(/w/g, "")
    .replace(/([aeiouy][a-z]*)[sfrxj]$/, "$1");
}

// The same for VNI, whose keys are digits: "nguo72i" is "nguoi".
export function withoutVni(word) {
  return /^[a-z]+[1-9]/.test(word) ? word.replace(/[1-9]/g, "") : word;
}

// The known words that were typed without spaces between them: the fewest, of equally few those of
// most items; null when it is none.
export function apart(known, joined) {
  const levels = new Map(known.filter(({ word }) => /^[a-z]+$/.test(word)).map(({ word, level }) => [word, level]));
  const best = [{ words: [], level: 0 }];
  for (let end = 1; end <= joined.length; end++) {
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const word = joined.slice(start, end);
      if (!best[start] || !levels.has(word)) continue;
      const words = [...best[start].words, word];
      const level = best[start].level + levels.get(word);
      const rival = best[end];
      if (!rival || words.length < rival.words.length || (words.length === rival.words.length && level > rival.level))
        best[end] = { words, level };
    }
  }
  const whole = best[joined.length];
  return whole && whole.words.length > 1 ? whole.words : null;
}

// The known words with the fewest slips, at most `limit`, the nearest first; of equal ones that of most
// nearly its length, then that of most items.
export function nearest(known, word, limit) {
  const near = known
    .filter((one) => one.word !== word && !/\d/.test(one.word))
    .map((one) => ({ ...one, slips: slips(word, one.word, limit) }))
    .filter((one) => one.slips <= limit);
  const longer = (one) => Math.abs(one.word.length - word.length);
  near.sort((a, b) => a.slips - b.slips || longer(a) - longer(b) || b.level - a.level);
  return near.map((one) => one.word);
}

// Slips that are forgiven in a word: one for every three letters.
export function forgiven(word) {
  return Math.min(Math.max(1, Math.floor(word.length / 3)), 3, word.length - 1);
}

// Letters too many, missing, wrong or exchanged with the next; `limit` + 1 as soon as it is more.
function slips(left, right, limit) {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let older = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const now = [row];
    for (let column = 1; column <= right.length; column++) {
      const wrong = left[row - 1] === right[column - 1] ? 0 : 1;
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + wrong);
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        now[column] = Math.min(now[column], older[column - 2] + 1);
    }
    if (Math.min(...now) > limit) return limit + 1;
    [older, last] = [last, now];
  }
  return last[right.length];
}
