// Text in fonts from before Unicode (.VnTime, VNI), made Unicode where font, letters and evidence
// agree; the rules are those of bulletin/office/word/old_fonts.py and bulletin/vietnamese/legacy*.py.
import { Refused } from "./docx.js";
import { isSyllable } from "./syllable.js";

// One letter of TCVN3 for each of Unicode; the soft hyphen is ư.
const TCVN3_LETTERS = [..."¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"];
const UNICODE_LETTERS = [..."áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"];
const TONE_MARKS = ["\u0301", "\u0300", "\u0309", "\u0303", "\u0323"];

const FROM_TCVN3 = new Map(TCVN3_LETTERS.map((letter, at) => [letter, UNICODE_LETTERS[at]]));
const FROM_VNI = makeVni();
const VNI_SPELLING = new RegExp([...FROM_VNI.keys()].sort((one, two) => two.length - one.length).join("|"), "g");
const WORD = /[\p{L}\p{N}_¡¢£¤¥¦§¨©«¬\u00ad®¶·¸¹»¼½¾×÷]+/gu;
const LOST_U_HORN = /(^|[^ưƯ])([ơờởỡớợ])(?=(?:ng|c|u)(?![\p{L}\p{N}_]))/giu;


function makeVni() {
  const tones = new Map([..."ùøûõï"].map((sign, at) => [sign, TONE_MARKS[at]]));
  const circumflex = new Map([["â", "\u0302"], ...[..."áàåãä"].map((sign, at) => [sign, `\u0302${TONE_MARKS[at]}`])]);
  const breve = new Map([["ê", "\u0306"], ...[..."éèúüë"].map((sign, at) => [sign, `\u0306${TONE_MARKS[at]}`])]);
  const letters = new Map([..."ôöñíìæóòî"].map((sign, at) => [sign, [..."ơưđíìỉĩịỵ"][at]]));
  const after = { a: [tones, circumflex, breve], e: [tones, circumflex], o: [tones, circumflex], u: [tones], y: [tones], ô: [tones], ö: [tones] };
  const lower = new Map(letters);
  for (const [letter, signs] of Object.entries(after)) {
    for (const [sign, marks] of signs.flatMap((one) => [...one])) {
      lower.set(letter + sign, ((letters.get(letter) ?? letter) + marks).normalize("NFC"));
    }
  }
  const table = new Map(lower);
  for (const [spelling, letter] of lower) {
    table.set(spelling.toUpperCase(), letter.toUpperCase());
    table.set(spelling[0].toUpperCase() + spelling.slice(1), letter.toUpperCase());
  }
  return table;
}

const TCVN3 = {
  name: "TCVN3",
  convert: (text) => [...text].map((one) => FROM_TCVN3.get(one) ?? one).join("").replace(LOST_U_HORN, "$1ư$2"),
  characters: new Set(TCVN3_LETTERS),
  proof: /[a-z][À-ÖØ-Þ]|^®.|^§.[\p{L}\p{N}_]|[A-Za-z]\u00ad[A-Za-z]|^(?=(?:.*[A-Za-z]){3}).*[¡-¬®-¹»-¿×÷].*[\p{L}\p{N}_]$/u,
};
const VNI = {
  name: "VNI",
  convert: (text) => text.replace(VNI_SPELLING, (spelling) => FROM_VNI.get(spelling)),
  characters: new Set([...FROM_VNI.keys()].join("")),
  proof: /[aeo][âåä]|aê|[aeouyôö][øõ]|[ôö][ùøûõï]|öô|^ñ../i,
};

// --- evidence -----------------------------------------------------------------------------------

const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);
const isUpper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

function judgeWord(word, encoding) {
  if (/[0-9_]/.test(word)) return "neutral";
  if (isSyllable(word)) {
    return [...word].every((one) => isAscii(one) || encoding.characters.has(one)) ? "neutral" : "against";
  }
  if (/^(?:[^A-Za-z]|µ.*|[A-Za-z][·×÷][A-Za-z])$/.test(word)) return "neutral";
  const reading = encoding.convert(word);
  if (reading === word || !isSyllable(reading, true)) return isUpper(word) ? "neutral" : "against";
  return encoding.proof.test(word) ? "proof" : "hint";
}

const isEvidence = (word, encoding) => ["proof", "hint"].includes(judgeWord(word, encoding));
const wordsOf = (line) => line.match(WORD) ?? [];

function score(line, encoding) {
  const counts = { proof: 0, hint: 0, neutral: 0, against: 0 };
  for (const word of wordsOf(line)) counts[judgeWord(word, encoding)]++;
  if (counts.proof) return 2 * counts.proof + counts.hint;
  return counts.hint >= 2 * counts.against ? counts.hint : 0;
}

// The old encoding of each line that is in one, by its number.
function detect(lines) {
  const found = new Map();
  const doubtful = [];
  for (const [number, line] of lines) {
    const scores = [TCVN3, VNI].map((encoding) => [score(line, encoding), encoding]);
    const [best, encoding] = scores[1][0] > scores[0][0] ? scores[1] : scores[0];
    if (best >= 2) found.set(number, encoding);
    else for (const [one, other] of scores) if (one) doubtful.push([number, other]);
  }
  const proved = new Set(found.values());
  return new Map([...doubtful.filter(([, encoding]) => proved.has(encoding)), ...found]);
}

// In a line that is partly Unicode, only the words that are evidence are converted.
function convertLine(line, encoding) {
  const isPartly = wordsOf(line).some((word) => isSyllable(word) && judgeWord(word, encoding) === "against");
  if (!isPartly) return encoding.convert(line);
  return line.replace(WORD, (word) => (isEvidence(word, encoding) ? encoding.convert(word) : word));
}

// --- documents ----------------------------------------------------------------------------------

function encodingOf(font = "") {
  const name = font.trim().toLowerCase();
  return name.startsWith(".vn") ? TCVN3 : name.startsWith("vni") ? VNI : null;
}

function mapParagraphs({ blocks, footnotes, ...rest }, change) {
  const changeBlock = (block) =>
    block.pieces ? change(block) : { rows: block.rows.map((row) => row.map((cell) => cell.map(change))) };
  const notes = [...footnotes].map(([key, some]) => [key, some.map(change)]);
  return { ...rest, blocks: blocks.map(changeBlock), footnotes: new Map(notes) };
}

// Joins pieces of one look: a letter and its mark may stand in two runs.
function merge(paragraph) {
  const merged = [];
  for (const piece of paragraph.pieces) {
    if (!piece.text && !piece.note) continue;
    const before = merged.at(-1);
    const isSame = before && !before.note && !piece.note && before.link === piece.link;
    if (isSame && JSON.stringify(before.look) === JSON.stringify(piece.look)) before.text += piece.text;
    else merged.push({ ...piece });
  }
  for (const piece of merged) piece.text = piece.text.replace(/[\ufeff\u200b]/g, "").normalize("NFC");
  return { ...paragraph, pieces: merged };
}

// The body in Unicode, with capitals where fonts or formats make them; throws Refused where font and
// letters do not agree.
export function convertOldFonts(body) {
  const merged = mapParagraphs(body, merge);
  const paragraphs = [];
  mapParagraphs(merged, (paragraph) => paragraphs.push(paragraph) && paragraph);
  const pieces = paragraphs.flatMap((one) => one.pieces);
  const unicodeFonts = new Set(pieces.filter(({ text }) => /[^\u0000-\u00ff\P{L}]/u.test(text)).map(({ look }) => look.font));
  const isOld = ({ look }, encoding) => !unicodeFonts.has(look.font) && encodingOf(look.font) === encoding;
  const found = new Map();
  for (const encoding of [TCVN3, VNI]) {
    const texts = paragraphs.map((one) => one.pieces.filter((piece) => isOld(piece, encoding)).map(({ text }) => text).join(""));
    const lines = new Map([...texts.entries()].filter(([, text]) => text));
    const proved = new Set([...detect(lines)].filter(([, one]) => one === encoding).map(([number]) => number));
    if (!proved.size) continue;
    for (const [number, line] of lines) if (!proved.has(number)) checkUnproved(line, encoding);
    found.set(encoding, new Map([...lines].filter(([number]) => proved.has(number))));
  }
  let number = -1;
  return mapParagraphs(merged, (paragraph) => {
    number++;
    const changed = paragraph.pieces.map((piece) => {
      const encoding = encodingOf(piece.look.font);
      let { text } = piece;
      if (found.has(encoding) && isOld(piece, encoding)) {
        const line = found.get(encoding).get(number);
        if (line) {
          const isWhole = convertLine(line, encoding) === encoding.convert(line);
          text = isWhole ? encoding.convert(text) : convertLine(text, encoding);
        }
        // The names of fonts of capitals end with this letter.
        if (/h$/i.test(piece.look.font)) text = text.toUpperCase();
      }
      return { ...piece, text: piece.look.capital ? text.toUpperCase() : text };
    });
    return withoutHyphens({ ...paragraph, pieces: changed });
  });
}

// Throws Refused for a line that no evidence explains, in a font whose other lines are old.
function checkUnproved(line, encoding) {
  for (const word of wordsOf(line)) {
    const isOld = [...word].some((one) => !isAscii(one) && encoding.characters.has(one));
    if (!isOld || word.length < 2 || isSyllable(word)) continue;
    if (isEvidence(word, encoding) && isAscii(line.replaceAll(word, ""))) continue;
    const show = (text) => text.split(/\s+/).filter(Boolean).join(" ").slice(0, 60);
    throw new Refused(
      `không chắc chữ '${show(line)}' là bảng mã cũ ${encoding.name} (thành '${show(encoding.convert(line))}') hay ` +
        "Unicode; trong Word chuyển cả bài sang Unicode rồi chọn lại",
    );
  }
}

function withoutHyphens(paragraph) {
  const text = paragraph.pieces.map((piece) => piece.text).join("");
  if (!text.includes("\u00ad") || detect(new Map([[0, text]])).size) return paragraph;
  return { ...paragraph, pieces: paragraph.pieces.map((piece) => ({ ...piece, text: piece.text.replaceAll("\u00ad", "") })) };
}
