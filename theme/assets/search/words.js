// What a word is to search: the same here and in bulletin/search/words.py, which says why.
// tests/search/cases.json and a property test hold the two together.

const LONGEST = 40;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const RUN = new RegExp(
  "[0-9A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0300-\\u036f\\u0370-\\u052f\\u0e00-\\u0eff" +
    "\\u1780-\\u17ff\\u1e00-\\u1fff\\u2c60-\\u2c7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3]+",
  "g",
);
const I_FOR_Y = new Set("hy ky ly my quy sy ty".split(" "));
const Y = "yỳỷỹýỵ";
const I = "iìỉĩíị";
const OLD_PLACE = oldPlaces();
// Without looking behind: browsers of a few years ago cannot.
const NEW_PLACE = new RegExp(`(^|[^q])(${Object.keys(OLD_PLACE).join("|")})(?![\\p{L}\\p{No}\\p{Nl}])`, "gu");

// The open rhymes oa, oe, uy as the new style writes them (hoà), with the old spelling (hòa).
function oldPlaces() {
  const found = {};
  for (const mark of "\u0300\u0309\u0303\u0301\u0323") {
    for (const [glide, vowel] of ["oa", "oe", "uy"]) {
      found[(glide + vowel + mark).normalize("NFC")] = (glide + mark).normalize("NFC") + vowel;
    }
  }
  return found;
}

export function plain(text) {
  return text.replace(INVISIBLE, "").normalize("NFC");
}

export function fold(small) {
  return small
    .normalize("NFD")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(/đ/g, "d")
    .normalize("NFC");
}

// The word that a run is, as {folded, exact}; null when it is nothing but marks.
function word(run) {
  const small = run.slice(0, LONGEST).toLowerCase().normalize("NFC").replace(/ς/g, "σ");
  const folded = fold(small).replace(/ς/g, "σ");
  if (!folded) return null;
  const exact = small.replace(NEW_PLACE, (_, before, rhyme) => before + OLD_PLACE[rhyme]);
  if (!I_FOR_Y.has(folded)) return { folded, exact };
  return {
    folded: folded.slice(0, -1) + "i",
    exact: exact.replace(/[yỳỷỹýỵ]/g, (letter) => I[Y.indexOf(letter)]),
  };
}

// The words of `text`, which `plain` has gone over, each with the place where it stands.
export function words(text) {
  const found = [];
  RUN.lastIndex = 0;
  for (let run = RUN.exec(text); run; run = RUN.exec(text)) {
    const one = word(run[0]);
    if (one) found.push({ ...one, start: run.index, end: run.index + run[0].length });
  }
  return found;
}
