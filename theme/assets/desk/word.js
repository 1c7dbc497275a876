// A Word file put into the form: what came in, what was left out and why, with a way to take it back.
import { el } from "./dom.js";
import { openParts, readBody, Refused } from "./docx.js";
import { writeMarkdown } from "./docx_text.js";
import { convertOldFonts } from "./old_fonts.js";

const MOST_PICTURES = 12;

// {title, body, notes, dropped, pictures, read} of a .docx; throws Refused.
export async function readWord(name, bytes) {
  try {
    new DecompressionStream("deflate-raw");
  } catch {
    throw new Refused("trình duyệt này cũ quá, không mở được tệp Word; chép lời văn rồi dán vào ô Lời văn");
  }
  const parts = await openParts(name, bytes);
  const body = readBody(parts);
  const text = writeMarkdown(convertOldFonts(body));
  if (!text.body.trim()) throw new Refused("trong tệp Word không có lời văn nào");
  return { ...text, pictures: body.pictures.filter(({ path }) => parts.archive.has(path)), read: parts.archive.read };
}

// Reads `file` into the controls `title` and `body`; says in `report` what happened.
export async function openWord(file, { report, title, body, takePicture }) {
  const before = { title: title.read(), body: body.read() };
  report.replaceChildren(el("p", {}, "Đang đọc…"));
  let found;
  try {
    found = await readWord(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (failure) {
    const said = failure instanceof Refused ? failure.message : "không đọc được tệp này; mở bằng Word rồi lưu lại";
    report.replaceChildren(el("p", { class: "desk-error" }, `${file.name}: ${said}`));
    return;
  }
  body.write(found.body);
  if (found.title) title.write(found.title);
  const undo = el("button", { type: "button", class: "bt-button" }, "Trả lại như trước khi đưa tệp vào");
  undo.addEventListener("click", () => {
    title.write(before.title);
    body.write(before.body);
    report.replaceChildren();
    announce(body);
  });
  const notes = found.notes.map((note) => el("li", {}, `${note[0].toUpperCase()}${note.slice(1)}.`));
  const dropped = found.dropped.map((one) => makeDropped(one, body));
  const pictures = found.pictures.slice(0, MOST_PICTURES).map((one, at) => makePicture(one, at, found.read, takePicture));
  const count = found.body.split(/\s+/).filter(Boolean).length;
  report.replaceChildren(
    el("p", {}, `Đã đưa vào lời văn ${count} chữ${found.title ? ", và tên bài" : ""}. Hãy đọc lại.`),
    el("ul", {}, ...notes, ...dropped, ...pictures),
    undo,
  );
}

function makeDropped([what, text], body) {
  if (!text) return el("li", {}, `Đã bỏ ${what}.`);
  const back = el("button", { type: "button", class: "bt-button" }, "Lấy lại");
  back.addEventListener("click", () => {
    body.write(`${body.read().trimEnd()}\n\n${text}\n`);
    back.replaceWith("đã lấy lại, ở cuối lời văn");
    announce(body);
  });
  const shown = el("details", {}, el("summary", {}, `Đã bỏ ${what}`), el("pre", {}, text));
  return el("li", {}, shown, back);
}

function makePicture({ path, type, alt }, at, read, takePicture) {
  const use = el("button", { type: "button", class: "bt-button" }, "Dùng làm ảnh của bài");
  use.addEventListener("click", async () => {
    takePicture(new Blob([await read(path)], { type }), alt);
    use.replaceWith("đã chọn; xem ở mục Ảnh");
  });
  return el("li", {}, `Ảnh ${at + 1} trong tệp${alt ? `: ${alt} ` : " "}`, use);
}

function announce(control) {
  control.inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
}
