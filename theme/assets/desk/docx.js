// A .docx as blocks: paragraphs and tables of pieces of text. Deleted and hidden text and comments
// never come in; insertions, text boxes, content controls and footnotes do. The rules are those of
// bulletin/office/word/, which reads what is sent without this page; tests/desk/ holds the two together.
import { fold } from "./slug.js";
import { unzip } from "./zip.js";

const MAIN = "word/document.xml";
const AGAIN = "mở bằng Word, chọn Lưu thành (Save as), kiểu Word Document (.docx)";
const LARGEST = 50_000_000;
const MOST_CELLS = 20_000;
const WIDEST = 40;
const SIGNATURES = [
  ["\u00d0\u00cf\u0011\u00e0", `đây là tệp Word đời cũ (.doc) hoặc có mật khẩu; ${AGAIN}, không đặt mật khẩu`],
  ["{\\rtf", `đây là tệp RTF; ${AGAIN}`],
  ["%PDF-", "đây là tệp PDF; chọn tệp Word (.docx) gốc của bài"],
  ["Rar!", "đây là tệp nén .rar; chọn riêng tệp Word (.docx)"],
  ["7z\u00bc\u00af", "đây là tệp nén .7z; chọn riêng tệp Word (.docx)"],
];
const PREFIXES = { wordprocessingml: "w", relationships: "r", "markup-compatibility": "mc", math: "m" };
const INSIDE = new Set("w_customXml w_dir w_bdo w_fldSimple w_ins w_moveTo w_sdtContent w_smartTag w_sdt".split(" "));
const DELETED = ["w_del", "w_moveFrom"];
const OFF = new Set(["0", "false", "off", "none"]);
const PICTURES = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp" };
export const PAGE = "\f";

// A reason why a file cannot be read, in a sentence for its writer.
export class Refused extends Error {}

// --- parts --------------------------------------------------------------------------------------

export async function openParts(name, bytes) {
  checkSignature(name, bytes);
  try {
    const archive = unzip(bytes);
    if (!archive.has(MAIN)) throw new Refused(`đây không phải tệp Word (.docx); ${AGAIN}`);
    const part = async (path) => (archive.has(path) ? parse(await archive.read(path)) : null);
    const relations = await part("word/_rels/document.xml.rels");
    const targets = new Map();
    for (const one of relations?.children ?? []) {
      const [id, type, target] = ["Id", "Type", "Target"].map((key) => one.getAttribute(key) ?? "");
      if (type.endsWith("/hyperlink") && /^https?:\/\//.test(target)) targets.set(id, { link: target });
      if (type.endsWith("/image")) targets.set(id, { picture: `word/${target}`.replace(/^word\/\/|^word\/\.\.\//, "") });
    }
    return {
      document: await part(MAIN),
      styles: await part("word/styles.xml"),
      numbering: await part("word/numbering.xml"),
      footnotes: await part("word/footnotes.xml"),
      targets,
      archive,
    };
  } catch (failure) {
    if (failure instanceof Refused) throw failure;
    if (failure.message === "too large") throw new Refused("tệp Word nén quá mức bình thường (bom nén); không nhận tệp này");
    throw new Refused("tệp Word hỏng, không mở được; mở bằng Word rồi lưu lại");
  }
}

function checkSignature(name, bytes) {
  if (!bytes.length) throw new Refused("tệp rỗng (0 byte); chọn lại tệp gốc");
  if (bytes.length > LARGEST) throw new Refused("tệp Word lớn quá 50 MB; bỏ bớt ảnh, gửi riêng");
  if (name.startsWith("~$") || bytes.length === 162) {
    throw new Refused("đây là tệp tạm của Word (tên bắt đầu bằng ~$); đóng Word, chọn tệp gốc");
  }
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  for (const [signature, said] of SIGNATURES) if (start.startsWith(signature)) throw new Refused(said);
  if (/^(\u00ef\u00bb\u00bf)?\s*</.test(start)) throw new Refused(`đây là trang web lưu dưới đuôi Word; ${AGAIN}`);
  if (!start.startsWith("PK\u0003\u0004")) throw new Refused(`đây không phải tệp Word (.docx); ${AGAIN}`);
}

function parse(bytes) {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = new TextDecoder(isWide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes);
  if (text.includes("<!DOCTYPE")) throw new Refused("tệp Word có phần khai lạ (DOCTYPE); không nhận tệp này");
  const parsed = new DOMParser().parseFromString(text, "application/xml");
  if (parsed.querySelector("parsererror")) throw new Refused("tệp Word hỏng, không đọc được; mở bằng Word rồi lưu lại");
  return parsed.documentElement;
}

// --- elements -----------------------------------------------------------------------------------

// "w_p": the same for the namespaces of Transitional and Strict files.
function nameOf(element) {
  const space = element.namespaceURI ?? "";
  const found = Object.keys(PREFIXES).find((word) => space.includes(word));
  return `${found ? `${PREFIXES[found]}_` : "x:"}${element.localName}`;
}

function child(element, ...path) {
  let here = element;
  for (const name of path) here = here && [...here.children].find((one) => nameOf(one) === name);
  return here ?? null;
}

function attribute(element, name) {
  return element.getAttributeNS(element.namespaceURI, name);
}

function relation(element, name) {
  return [...element.attributes].find((one) => one.localName === name && one.namespaceURI?.includes("relationships"))?.value;
}

function all(element, name) {
  return element ? [...element.getElementsByTagNameNS("*", name.slice(2))].filter((one) => nameOf(one) === name) : [];
}

function firstValue(properties, name) {
  for (const one of properties) {
    const found = child(one, name);
    if (found) return attribute(found, "val");
  }
  return null;
}

function isOn(properties, name) {
  for (const one of properties) {
    const found = child(one, name);
    if (found) return !OFF.has((attribute(found, "val") ?? "1").toLowerCase());
  }
  return false;
}

// --- styles -------------------------------------------------------------------------------------

class Styles {
  constructor({ styles, numbering }) {
    this.byKey = new Map(all(styles, "w_style").map((one) => [attribute(one, "styleId"), one]));
    const isDefault = (one) => attribute(one, "type") === "paragraph" && ["1", "true"].includes(attribute(one, "default"));
    this.defaultKey = [...this.byKey].find(([, one]) => isDefault(one))?.[0] ?? null;
    const defaults = styles && child(styles, "w_docDefaults", "w_rPrDefault", "w_rPr");
    this.defaults = defaults ? [defaults] : [];
    this.lists = readLists(numbering);
  }

  // Bold and italic of a paragraph's style say nothing of its words.
  findLook(run, paragraph) {
    const own = [child(run, "w_rPr")].filter(Boolean);
    const near = [...own, ...this.#chainOf(firstValue(own, "w_rStyle"), "w_rPr")];
    const mark = firstValue(paragraph ? [paragraph] : [], "w_pStyle") ?? this.defaultKey;
    const everywhere = [...near, ...this.#chainOf(mark, "w_rPr"), ...this.defaults];
    return {
      font: fontOf(everywhere),
      bold: isOn(near, "w_b"),
      italic: isOn(near, "w_i"),
      hidden: isOn(everywhere, "w_vanish") || isOn(everywhere, "w_specVanish"),
      struck: isOn(near, "w_strike") || isOn(near, "w_dstrike"),
      capital: isOn(everywhere, "w_caps"),
      vertical: firstValue(near, "w_vertAlign") ?? "",
    };
  }

  // The level of a heading, 0 for a title; null for what is none.
  findHeading(paragraph) {
    if (!paragraph) return null;
    const key = firstValue([paragraph], "w_pStyle");
    for (const style of this.#chain(key)) {
      const name = fold(firstValue([style], "w_name") ?? "");
      if (["title", "tieu de", "ten bai"].includes(name)) return 0;
      const found = /^(?:heading|dau de|tieu de) (\d+)$/.exec(name);
      if (found) return Number(found[1]);
    }
    const level = firstValue([paragraph, ...this.#chainOf(key, "w_pPr")], "w_outlineLvl");
    return level !== null && /^[0-8]$/.test(level) ? Number(level) + 1 : null;
  }

  findNumbering(paragraph) {
    if (!paragraph) return null;
    for (const one of [paragraph, ...this.#chainOf(firstValue([paragraph], "w_pStyle"), "w_pPr")]) {
      const found = child(one, "w_numPr");
      if (!found) continue;
      const number = firstValue([found], "w_numId") ?? "0";
      const level = firstValue([found], "w_ilvl") ?? "0";
      if (number === "0" || !/^\d+$/.test(level)) return null;
      const { format, start } = this.lists.get(`${number} ${level}`) ?? { format: "bullet", start: 1 };
      return { number, level: Number(level), format, start };
    }
    return null;
  }

  #chainOf(key, properties) {
    return this.#chain(key).map((style) => child(style, properties)).filter(Boolean);
  }

  #chain(key) {
    const chain = [];
    for (let style = this.byKey.get(key); style && chain.length < 20; style = this.byKey.get(firstValue([style], "w_basedOn"))) {
      chain.push(style);
    }
    return chain;
  }
}

// The font of letters beyond ASCII.
function fontOf(properties) {
  for (const one of properties) {
    const found = child(one, "w_rFonts");
    const font = found && (attribute(found, "hAnsi") || attribute(found, "ascii"));
    if (font) return font;
  }
  return "";
}

function readLists(numbering) {
  const abstract = new Map();
  for (const one of all(numbering, "w_abstractNum")) {
    const levels = all(one, "w_lvl").map((level) => {
      const first = firstValue([level], "w_start") ?? "1";
      const start = /^\d{1,5}$/.test(first) ? Number(first) : 1;
      return [attribute(level, "ilvl") ?? "0", { format: firstValue([level], "w_numFmt") ?? "decimal", start }];
    });
    abstract.set(attribute(one, "abstractNumId"), levels);
  }
  const lists = new Map();
  for (const one of all(numbering, "w_num")) {
    for (const [level, found] of abstract.get(firstValue([one], "w_abstractNumId")) ?? []) {
      lists.set(`${attribute(one, "numId")} ${level}`, found);
    }
  }
  return lists;
}

// --- the body -----------------------------------------------------------------------------------

// What a document shows: {blocks, footnotes, leftOut, pictures}. A block is a paragraph {pieces,
// heading, numbering, centred} or a table {rows}; a piece is {text, look, link, note}.
export function readBody(parts) {
  const reader = new Reader(parts);
  const root = child(parts.document, "w_body");
  const blocks = root ? reader.blocks(root) : [];
  const footnotes = new Map();
  for (const note of all(parts.footnotes, "w_footnote")) {
    if (attribute(note, "type") === null) footnotes.set(attribute(note, "id"), reader.blocks(note).filter((one) => one.pieces));
  }
  return { blocks: joinDeletedMarks(blocks), footnotes, leftOut: reader.leftOut, pictures: reader.pictures };
}

function joinDeletedMarks(blocks) {
  const joined = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    if (before?.goesOn && block.pieces) joined[joined.length - 1] = { ...block, pieces: [...before.pieces, ...block.pieces] };
    else joined.push(block);
  }
  return joined;
}

// The first choice, which Word of today shows; else the fallback.
function choose(alternatives) {
  return child(alternatives, "mc_Choice") ?? child(alternatives, "mc_Fallback") ?? document.createElement("p");
}

function boxesIn(element) {
  return [...element.children].flatMap((one) => {
    const name = nameOf(one);
    if (name === "w_txbxContent") return [one];
    return boxesIn(name === "mc_AlternateContent" ? choose(one) : one);
  });
}

// Rows or cells, in content controls too, and not those further in.
function deep(element, name) {
  return [...element.children].flatMap((one) => {
    if (nameOf(one) === name) return [one];
    return INSIDE.has(nameOf(one)) ? deep(one, name) : [];
  });
}

class Reader {
  constructor(parts) {
    this.targets = parts.targets;
    this.styles = new Styles(parts);
    this.leftOut = new Map();
    this.pictures = [];
    this.boxes = [];
    this.fields = [];
    this.cells = 0;
  }

  blocks(container) {
    const found = [];
    for (const one of container.children) {
      const name = nameOf(one);
      if (name === "w_p") {
        found.push(this.#paragraph(one));
        const boxes = this.boxes;
        this.boxes = [];
        for (const box of boxes) found.push(...this.blocks(box));
      } else if (name === "w_tbl") found.push(this.#table(one));
      else if (INSIDE.has(name)) found.push(...this.blocks(one));
      else if (name === "mc_AlternateContent") found.push(...this.blocks(choose(one)));
      else if (name === "w_altChunk") this.#leaveOut("đoạn chèn từ tệp khác");
    }
    return found;
  }

  #paragraph(element) {
    const properties = child(element, "w_pPr");
    const pieces = this.#pieces(element, properties, "");
    const heading = this.styles.findHeading(properties);
    const centre = properties && child(properties, "w_jc");
    return {
      pieces,
      heading,
      numbering: heading === null ? this.styles.findNumbering(properties) : null,
      centred: Boolean(centre && attribute(centre, "val") === "center"),
      goesOn: Boolean(properties && DELETED.some((one) => child(properties, "w_rPr", one))),
    };
  }

  #table(element) {
    const rows = [];
    for (const row of deep(element, "w_tr")) {
      if (child(row, "w_trPr", "w_del")) continue;
      const cells = [];
      for (const cell of deep(row, "w_tc")) {
        const merge = child(cell, "w_tcPr", "w_vMerge");
        const isCovered = merge && attribute(merge, "val") !== "restart";
        cells.push(isCovered ? [] : this.#cell(cell));
        const span = child(cell, "w_tcPr", "w_gridSpan");
        const width = (span && attribute(span, "val")) ?? "1";
        const more = /^\d{1,5}$/.test(width) ? Math.min(Number(width), WIDEST) - 1 : 0;
        for (let at = 0; at < more; at++) cells.push([]);
      }
      this.cells += cells.length;
      if (this.cells > MOST_CELLS) {
        this.#leaveOut("dòng bảng (bảng quá lớn)");
        break;
      }
      rows.push(cells);
    }
    return { rows };
  }

  #cell(cell) {
    return this.blocks(cell).flatMap((block) => (block.pieces ? [block] : block.rows.flat(2)));
  }

  #pieces(container, properties, link) {
    const found = [];
    for (const one of container.children) {
      const name = nameOf(one);
      if (name === "w_r") found.push(...this.#run(one, properties, link));
      else if (name === "w_hyperlink") {
        const target = this.targets.get(relation(one, "id"))?.link;
        found.push(...this.#pieces(one, properties, target ?? link));
      } else if (INSIDE.has(name) || name === "w_ruby" || name === "w_rubyBase") found.push(...this.#pieces(one, properties, link));
      else if (DELETED.includes(name)) this.#leaveOut("chỗ đã xóa (theo dõi sửa đổi)");
      else if (name === "mc_AlternateContent") found.push(...this.#pieces(choose(one), properties, link));
      else if (name === "m_oMath" || name === "m_oMathPara") {
        found.push({ text: all(one, "m_t").map((text) => text.textContent).join(""), look: {}, link: "" });
      } else if (name === "w_commentRangeStart") this.#leaveOut("lời bình luận");
    }
    return found;
  }

  #run(run, properties, link) {
    const look = this.styles.findLook(run, properties);
    const found = [];
    let text = "";
    for (const one of run.children) {
      const name = nameOf(one);
      if (name === "w_fldChar") this.#turnField(attribute(one, "fldCharType"));
      else if (name === "w_instrText") this.#instruction(one.textContent);
      else if (this.fields.includes(null)) continue;
      else if (name === "w_footnoteReference") {
        found.push(this.#piece(text, look, link), { text: "", look: {}, link: "", note: attribute(one, "id") ?? "" });
        text = "";
      } else if (name === "mc_AlternateContent") this.#drawing(choose(one));
      else if (["w_drawing", "w_pict", "w_object"].includes(name)) this.#drawing(one);
      else if (name === "w_ruby") found.push(...this.#pieces(one, properties, link));
      else text += readText(one, name);
    }
    if (text) found.push(this.#piece(text, look, link));
    return found;
  }

  #piece(text, look, link) {
    if ((look.hidden || look.struck) && text.trim()) {
      this.#leaveOut(look.hidden ? "đoạn chữ ẩn" : "đoạn chữ gạch bỏ");
      return { text: "", look: {}, link: "" };
    }
    return { text, look, link: link || [...this.fields].reverse().find(Boolean) || "" };
  }

  // Text boxes are read behind the paragraph; a picture is offered for the story's own.
  #drawing(drawing) {
    const boxes = boxesIn(drawing);
    this.boxes.push(...boxes);
    if (boxes.length) return;
    const blip = [...drawing.getElementsByTagNameNS("*", "blip"), ...drawing.getElementsByTagNameNS("*", "imagedata")][0];
    const path = blip && this.targets.get(relation(blip, "embed") ?? relation(blip, "id"))?.picture;
    const type = PICTURES[path?.split(".").at(-1).toLowerCase()];
    if (!type) return this.#leaveOut("hình vẽ");
    const described = drawing.getElementsByTagNameNS("*", "docPr")[0]?.getAttribute("descr") ?? "";
    this.pictures.push({ path, type, alt: /automatically generated|tự động/i.test(described) ? "" : described });
  }

  // The instruction of a field is no text, its result is. null: inside of an instruction.
  #turnField(kind) {
    if (kind === "begin") this.fields.push(null);
    else if (kind === "separate" && this.fields.length) this.fields[this.fields.length - 1] = this.address ?? "";
    else if (kind === "end") this.fields.pop();
    if (kind !== "end") this.address = undefined;
  }

  #instruction(text) {
    const found = /^\s*HYPERLINK\s+"(https?:\/\/[^"\s]+)"/.exec(text);
    if (found) this.address = found[1];
  }

  #leaveOut(what) {
    this.leftOut.set(what, (this.leftOut.get(what) ?? 0) + 1);
  }
}

function readText(element, name) {
  if (name === "w_t") return element.textContent;
  if (name === "w_tab" || name === "w_ptab") return "\t";
  if (name === "w_br") return ["page", "column"].includes(attribute(element, "type")) ? PAGE : "\n";
  if (name === "w_cr") return "\n";
  if (name === "w_softHyphen") return "\u00ad";
  return name === "w_noBreakHyphen" ? "-" : "";
}
