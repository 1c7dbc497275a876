// Whether a word can be a Vietnamese syllable: the sets of bulletin/vietnamese/syllable.py.

const ONSETS = new Set(["", ..."ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x".split(" ")]);
const RHYMES = new Set(
  (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu " +
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt " +
    "oc oe oem oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt " +
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt " +
    "uyu uyên uyêt ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
  ).split(" "),
);
const BEFORE_Y = new Set(["", "h", "k", "l", "m", "s", "t", "v"]);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

export function isSyllable(word, toneInPlace = false) {
  const letters = [];
  const positions = [];
  let tone = "";
  for (const letter of word.toLowerCase()) {
    const parts = letter.normalize("NFD");
    const mark = /[aăâeêioôơuưy]/.test(parts.replace(TONES, "").normalize("NFC")) ? (TONES.exec(parts)?.[0] ?? "") : "";
    letters.push(mark ? parts.replace(mark, "").normalize("NFC") : letter);
    if (mark) {
      positions.push(letters.length - 1);
      tone = mark;
    }
  }
  if (positions.length > 1) return false;
  const bare = letters.join("");
  if (/(?:c|ch|p|t)$/.test(bare) && tone !== "\u0301" && tone !== "\u0323") return false;
  // More than one onset may match: gia is gi + a, gìn is g + in.
  return [0, 1, 2, 3].some((length) => {
    const [onset, rhyme] = [bare.slice(0, length), bare.slice(length)];
    if (!ONSETS.has(onset) || onset.length < length || !isSpelled(onset, rhyme)) return false;
    return !positions.length || !toneInPlace || tonePositions(rhyme).includes(positions[0] - length);
  });
}

function isSpelled(onset, rhyme) {
  if (onset === "qu") return RHYMES.has(`o${rhyme}`) || RHYMES.has(`u${rhyme}`);
  if (!RHYMES.has(rhyme)) return false;
  const isFront = "eêi".includes(rhyme[0]);
  if (rhyme[0] === "y") return rhyme === "y" ? BEFORE_Y.has(onset) : onset === "";
  if (rhyme.startsWith("iê")) return !["", "c", "ng"].includes(onset);
  if (["k", "gh", "ngh"].includes(onset)) return isFront;
  if (["c", "ng"].includes(onset)) return !isFront;
  return onset !== "g" || !"eê".includes(rhyme[0]);
}

function tonePositions(rhyme) {
  const marked = [..."ăâêôơ"].find((letter) => rhyme.includes(letter));
  if (marked) return [rhyme.indexOf(marked)];
  if (["oa", "oe", "uy"].includes(rhyme)) return [0, 1];
  const vowels = rhyme.replace(/[chmngpt]+$/, "").length;
  if (vowels < rhyme.length) return [vowels - 1];
  return vowels === 3 ? [1] : [0];
}
