// The blocks of a Word document as Markdown, without what a story does not have: the letterhead, the
// list of recipients with the signature below it, lines to fill in. What is left out is listed, and can
// be taken back. The rules are those of bulletin/office/word/markdown.py.
import { PAGE } from "./docx.js";
import { fold } from "./slug.js";

const LONGEST_HEADING = 120;
const LETTERHEAD = ["cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc"];
const NEAR_TOP = 8;
const LONGEST_NAME = 40;
const FILL_LINE = /^[\s.…_\-–—=*~]{3,}$/;
const BULLET = /^\s*[-–—+•●▪◦*·\uf000-\uf0ff][ \t]+(?=\S)/;
const NUMBERED = /^\s*(\d{1,3})[.)][ \t]+(?=\S)/;
const AT_START = /^(\s*)(#|[-+:=](?=\s|[-=]{2})|[!?]{3}|\d+(?=[.)]\s))/;
const VERTICAL = { superscript: "^", subscript: "~" };

const textOf = (block) =>
  block.pieces ? block.pieces.map(({ text }) => text).join("") : block.rows.flat(2).map(textOf).join("\n");
const isBold = ({ pieces }) => pieces.every(({ text, look }) => !text.trim() || look.bold);
const words = (text) => text.split(/\s+/).filter(Boolean).join(" ");

// {title, body, notes, dropped}: `notes` are sentences, `dropped` parts [what, Markdown].
export function writeMarkdown({ blocks, footnotes, leftOut }) {
  const notes = [...leftOut].map(([what, count]) => `đã bỏ ${count} ${what}`);
  const { kept, dropped } = dropOfficeParts(splitPages(blocks));
  const { title, rest } = takeTitle(kept);
  const writer = new Writer(footnotes);
  const text = [...writer.parts(rest), ...writer.footnotes()].join("").replace(/^\n+|\n+$/g, "");
  return {
    title,
    body: text && `${text}\n`,
    notes,
    dropped: dropped.map(([what, some]) => [what, new Writer(new Map()).parts(some).join("").trim()]),
  };
}

// Without empty blocks; the end of a page ends a paragraph.
function splitPages(blocks) {
  const found = [];
  for (const block of blocks) {
    if (block.rows) {
      if (textOf(block).trim()) found.push(block);
      continue;
    }
    let current = [];
    for (const piece of block.pieces) {
      const [first, ...others] = piece.text.split(PAGE);
      current.push({ ...piece, text: first });
      for (const text of others) {
        if (current.some((one) => one.text.trim() || one.note)) found.push({ ...block, pieces: current });
        current = [{ ...piece, text }];
      }
    }
    if (current.some((one) => one.text.trim() || one.note)) found.push({ ...block, pieces: current });
  }
  return found;
}

function dropOfficeParts(given) {
  let blocks = given;
  const dropped = [];
  const folded = blocks.map((block) => words(fold(textOf(block)).replaceAll("–", "-")));
  const isHead = (text) => LETTERHEAD.some((one) => text.includes(one));
  const first = folded.slice(0, NEAR_TOP).findIndex(isHead);
  if (first >= 0) {
    const last = folded.slice(0, NEAR_TOP).findLastIndex(isHead);
    dropped.push(["phần quốc hiệu, tên cơ quan ở đầu", blocks.slice(first, last + 1)]);
    blocks = [...blocks.slice(0, first), ...blocks.slice(last + 1)];
    folded.splice(first, last + 1 - first);
  }
  const start = folded.findIndex((text) => text.startsWith("noi nhan"));
  if (start >= 0) {
    let end = start + 1;
    while (end < blocks.length && isOfSignature(blocks[end])) end++;
    dropped.push(["phần “Nơi nhận” và chữ ký", blocks.slice(start, end)]);
    blocks = [...blocks.slice(0, start), ...blocks.slice(end)];
  }
  const lines = blocks.filter((block) => FILL_LINE.test(textOf(block)));
  if (lines.length) dropped.push([`${lines.length} dòng chấm, dòng kẻ`, []]);
  return { kept: blocks.filter((block) => !lines.includes(block)), dropped };
}

// A recipient, an office, or a name alone.
function isOfSignature(block) {
  const text = textOf(block);
  const isUpper = text === text.toUpperCase() && text !== text.toLowerCase();
  const isName = text.length <= LONGEST_NAME && words(text).split(" ").every((word) => word[0] !== word[0]?.toLowerCase());
  return Boolean(block.rows) || text.includes("\t") || BULLET.test(text) || isUpper || isName;
}

function takeTitle(blocks) {
  const [first, ...rest] = blocks;
  if (first?.pieces) {
    const isAlone = first.centred || isBold(first);
    if (first.heading !== null || (isAlone && textOf(first).trim().length <= LONGEST_HEADING)) {
      return { title: words(textOf(first)), rest };
    }
  }
  return { title: "", rest: blocks };
}

class Writer {
  constructor(notes) {
    this.texts = notes;
    this.used = [];
  }

  // The blocks with the line ends between them.
  parts(blocks) {
    const counts = new Map();
    let before = "";
    return blocks.map((block) => {
      const item = block.pieces ? this.#item(block, counts) : null;
      if (item === null) {
        before = "";
        return `\n${block.pieces ? this.#paragraph(block) : this.#table(block)}\n`;
      }
      // Items further in belong to the list before; another mark begins another list.
      const kind = before && item[0] === " " ? before : item[0] === "-" ? "-" : "1";
      const gap = kind === before ? "" : "\n";
      before = kind;
      return `${gap}${item}\n`;
    });
  }

  footnotes() {
    return this.used.map((key, at) => {
      const texts = (this.texts.get(key) ?? []).map((one) => this.#inline(one.pieces));
      return `\n[^${at + 1}]: ${words(texts.join(" "))}\n`;
    });
  }

  #paragraph(paragraph) {
    const text = textOf(paragraph).trim();
    let level = paragraph.heading;
    const isShort = text.length <= LONGEST_HEADING && !text.includes("\n");
    if (level === null && isShort && isBold(paragraph) && !/[.,;:!]$/.test(text)) level = 1;
    if (level !== null && isShort) {
      const plain = paragraph.pieces.map((piece) => ({ ...piece, look: { ...piece.look, bold: false } }));
      return `${"#".repeat(Math.min(Math.max(level, 1) + 1, 4))} ${words(this.#inline(plain))}`;
    }
    const lines = this.#inline(paragraph.pieces).split("\n").map(words).filter(Boolean);
    // Only the dot or bracket behind a number can be escaped.
    const escape = (line) => line.replace(AT_START, "$1\\$2").replace(/^(\s*)\\(\d+)([.)])/, "$1$2\\$3");
    return lines.map(escape).join("\\\n");
  }

  // A paragraph as an item of a list, which a person may have typed; null where it is none.
  #item(paragraph, counts) {
    const found = paragraph.numbering;
    if (!found) {
      const text = textOf(paragraph);
      const bullet = BULLET.exec(text);
      if (bullet) return `- ${this.#itemText(paragraph, bullet[0].length)}`;
      const numbered = NUMBERED.exec(text);
      return numbered ? `${numbered[1]}. ${this.#itemText(paragraph, numbered[0].length)}` : null;
    }
    const { number, level, format, start } = found;
    for (const key of [...counts.keys()]) {
      const [other, further] = key.split(" ");
      if (other === number && Number(further) > level) counts.delete(key);
    }
    const key = `${number} ${level}`;
    counts.set(key, (counts.get(key) ?? start - 1) + 1);
    const indent = "    ".repeat(Math.min(level, 3));
    const text = this.#itemText(paragraph, 0);
    if (format === "bullet" || format === "none") return `${indent}- ${text}`;
    if (format === "decimal") return `${indent}${counts.get(key)}. ${text}`;
    // Markdown has no such lists; the text may refer to the letter.
    return `${indent}- ${labelOf(format, counts.get(key))} ${text}`;
  }

  #itemText(paragraph, skip) {
    let left = skip;
    const pieces = paragraph.pieces.map((piece) => {
      const cut = Math.min(left, piece.text.length);
      left -= cut;
      return { ...piece, text: piece.text.slice(cut) };
    });
    return words(this.#inline(pieces));
  }

  #table({ rows }) {
    const texts = rows
      .map((row) => row.map((cell) => words(cell.map((one) => this.#inline(one.pieces)).join(" "))))
      .filter((row) => row.some(Boolean));
    const width = Math.max(...texts.map((row) => row.length));
    if (width === 1 || texts.length === 1) return texts.flat().filter(Boolean).join("\n\n");
    const [head, ...others] = texts.map((row) => [...row, ...Array(width - row.length).fill("")]);
    const lines = [head, Array(width).fill("---"), ...others];
    return lines.map((line) => `| ${line.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
  }

  // Pieces as Markdown, the spaces at the ends of emphasis outside of it.
  #inline(pieces) {
    const groups = [];
    for (const piece of level(pieces)) {
      const { bold = false, italic = false, vertical = "" } = piece.look;
      const shape = JSON.stringify([bold, italic, vertical, piece.link]);
      if (groups.at(-1)?.shape !== shape) groups.push({ shape, bold, italic, vertical, link: piece.link, text: "" });
      const group = groups.at(-1);
      group.text += escapeText(piece.text);
      if (piece.note) group.text += `[^${this.used.push(piece.note)}]`;
    }
    return groups.map((group) => group.text.split("\n").map((text) => wrap(text, group)).join("\n")).join("");
  }
}

// Gives neighbours without a space between them the emphasis that both have: Markdown has no form for
// half a word in bold beside another half in italic.
function level(pieces) {
  const levelled = pieces.filter(({ text, note }) => text || note).map((piece) => ({ ...piece, look: { ...piece.look } }));
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < levelled.length - 1; at++) {
      const [one, two] = [levelled[at], levelled[at + 1]];
      if (!one.text || !two.text || (one.look.bold === two.look.bold && one.look.italic === two.look.italic)) continue;
      const bothHave = [one, two].every(({ look }) => look.bold || look.italic);
      if (!bothHave || /\s$/.test(one.text) || /^\s/.test(two.text)) continue;
      const bold = one.look.bold && two.look.bold;
      const italic = one.look.italic && two.look.italic;
      for (const piece of [one, two]) Object.assign(piece.look, { bold, italic });
    }
  }
  // Emphasis of a space alone is none.
  for (const piece of levelled) if (!piece.text.trim()) Object.assign(piece.look, { bold: false, italic: false });
  return levelled;
}

function wrap(text, { bold, italic, vertical, link }) {
  let inner = text.trim();
  if (!inner) return text;
  const start = text.slice(0, text.length - text.trimStart().length);
  const end = text.slice(text.trimEnd().length);
  const raised = VERTICAL[vertical] ?? "";
  if (raised && !inner.includes(" ")) inner = raised + inner + raised;
  if (link) inner = `[${inner}](${link.replace(/[()\s<>\\]/g, (sign) => `%${sign.charCodeAt().toString(16).toUpperCase()}`)})`;
  const mark = "*".repeat((bold ? 2 : 0) + (italic ? 1 : 0));
  return start + mark + inner + mark + end;
}

function escapeText(text) {
  return text
    .replace(/[\t\u00a0]/g, " ")
    .replace(/[\\`*[\]<>~^]/g, "\\$&")
    .replace(/_+/g, (line, at, whole) => (isInWord(whole[at - 1]) && isInWord(whole[at + line.length]) ? line : line.replaceAll("_", "\\_")))
    .replace(/&(?=#?\w+;)/g, "&amp;");
}

function isInWord(letter) {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

function labelOf(format, number) {
  const letter = `${String.fromCharCode(97 + ((number - 1) % 26))})`;
  if (format === "upperRoman") return roman(number);
  if (format === "lowerRoman") return roman(number).toLowerCase();
  return format === "upperLetter" ? letter.toUpperCase() : letter;
}

function roman(number) {
  let left = number % 50;
  let out = "";
  for (const [value, letters] of [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
    while (left >= value) {
      out += letters;
      left -= value;
    }
  }
  return `${out}.`;
}
