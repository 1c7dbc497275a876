// How the text will look, near enough to be read over: headings, lists, tables, emphasis, links. The
// site itself renders it with more care (bulletin/prose/).
import { el } from "./dom.js";

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]^]+)\]\(([^)\s]+)\)|\[\^([^\]]+)\]/;

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  const [whole, strong, emphasis, words, , note] = found;
  let node;
  if (strong) node = el("strong", {}, ...inline(strong));
  else if (emphasis) node = el("em", {}, ...inline(emphasis));
  else if (note) node = el("sup", {}, note);
  else node = el("u", {}, words);
  const after = text.slice(found.index + whole.length);
  return [...inline(text.slice(0, found.index)), node, ...inline(after)];
}

function cells(line) {
  const bare = line.replaceAll("\\|", "\u0000").replace(/^\s*\||\|\s*$/g, "");
  return bare.split("|").map((cell) => cell.trim().replaceAll("\u0000", "|"));
}

function block(text) {
  const lines = text.split("\n");
  const heading = /^(#{2,4})\s+(.*)/.exec(lines[0]);
  if (heading) {
    const rest = lines.slice(1).join("\n").trim();
    return [el(`h${heading[1].length + 1}`, {}, ...inline(heading[2])), ...(rest ? block(rest) : [])];
  }
  if (lines.length > 1 && /^[\s|:-]+$/.test(lines[1]) && lines[1].includes("-") && lines[0].includes("|")) {
    const row = (line, tag) => el("tr", {}, ...cells(line).map((cell) => el(tag, {}, ...inline(cell))));
    return [el("table", {}, row(lines[0], "th"), ...lines.slice(2).map((line) => row(line, "td")))];
  }
  const [isBullet, isNumber] = [/^\s*[-*]\s+/, /^\s*\d+\.\s+/];
  for (const [sign, tag] of [[isBullet, "ul"], [isNumber, "ol"]]) {
    if (!sign.test(lines[0])) continue;
    const items = [];
    for (const line of lines) {
      if (sign.test(line)) items.push(line.replace(sign, ""));
      else items.push(`${items.pop()} ${line.trim()}`);
    }
    const start = tag === "ol" ? Number.parseInt(lines[0], 10) : undefined;
    return [el(tag, { start }, ...items.map((item) => el("li", {}, ...inline(item))))];
  }
  if (lines[0].startsWith(">")) {
    return [el("blockquote", {}, ...inline(lines.map((line) => line.replace(/^>\s?/, "")).join(" ")))];
  }
  return [el("p", {}, ...inline(lines.join(" ").replace(/\\(?=[*_#[\]<>|.-])/g, "")))];
}

// The elements of a text.
export function render(text) {
  return text.trim().split(/\n\s*\n/).filter(Boolean).flatMap(block);
}

// How many seconds it takes to read aloud at so many syllables a minute; a figure is about two.
export function estimateSeconds(text, rate) {
  const letters = text.match(/\p{L}+/gu)?.length ?? 0;
  const figures = text.match(/\d/g)?.length ?? 0;
  return Math.ceil(((letters + 2 * figures) * 60) / rate);
}

export function sayLength(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return [minutes && `${minutes} phút`, (rest || !minutes) && `${rest} giây`].filter(Boolean).join(" ");
}
