// The editors' desk: a form for each kind of text, drawn from mau.json, which the build makes from the
// model; what is wrong is said while it is written, and what is right is packed. Nothing leaves the
// device but by the editor's own hand.
import { today } from "./dates.js";
import { el } from "./dom.js";
import { forget, load, save } from "./draft.js";
import { makeEntry, makeLetter, makePath, makeText } from "./file.js";
import { Form, nameOf } from "./form.js";
import { preparePicture } from "./picture.js";
import { estimateSeconds, render, sayLength } from "./preview.js";
import { dropEmpty, judge, openForm } from "./rules.js";
import { fileName, fold, normalise } from "./slug.js";
import { zip } from "./zip.js";

const SOON = 250;
const LONGEST_ADDRESS = 7500;

const root = document.querySelector("form[data-desk]");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const button = (name) => root.querySelector(`[data-action="${name}"]`);
const body = { key: { label: "Lời văn" }, error: document.getElementById("e-body"), inputs: [root.elements.body] };
body.read = () => root.elements.body.value;
body.write = (text) => (root.elements.body.value = text);

const pictureBox = part("picture");
const data = openForm(await (await fetch(root.dataset.desk)).json());
let form;
let picture = null;
let sent = false;
let isPressed = false;
let timer = 0;
const touched = new Set();
const remembered = {};

start();

function start() {
  root.elements.kind.addEventListener("change", () => draw(remember()));
  root.addEventListener("input", onInput);
  root.addEventListener("change", onChange);
  root.addEventListener("submit", (event) => event.preventDefault());
  // What appears while a finger is down would move what it is about to press.
  addEventListener("pointerdown", () => (isPressed = true));
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => (isPressed = false)));
  button("package").addEventListener("click", pack);
  button("copy").addEventListener("click", copy);
  button("share").addEventListener("click", share);
  button("share").hidden = !navigator.share;
  button("new").addEventListener("click", openForge);
  button("forget").addEventListener("click", clear);
  // Whoever leaves at once after the last letter has it in the draft too.
  addEventListener("pagehide", () => timer && keep());
  root.elements.word.addEventListener("change", readWord);
  for (const name of ["dragover", "drop"]) root.addEventListener(name, onDrop);
  const draft = load();
  const asked = new URLSearchParams(location.search).get("kind");
  if (data.kinds.some(({ name }) => name === asked)) {
    // From a page of the site: what is asked for concerns that page.
    const from = document.referrer.startsWith(location.origin) ? document.referrer : "";
    root.elements.kind.value = asked;
    draw(from ? { path: from } : {});
  } else if (draft && data.kinds.some(({ name }) => name === draft.kind)) {
    root.elements.kind.value = draft.kind;
    draw(draft.typed);
    body.write(draft.body ?? "");
    for (const path of Object.keys(draft.typed)) touched.add(path);
    sayKept(draft.until);
    say("Đã mở lại bản nháp trên máy này. Ảnh và bản ghi âm phải chọn lại.");
  } else draw();
  root.hidden = false;
  refresh();
}

// What was typed under all kinds so far: who looks at another kind finds it again.
function remember() {
  for (const path of form.controls.keys()) delete remembered[path];
  return Object.assign(remembered, form.typed());
}

function draw(typed = {}) {
  const kind = data.kinds.find(({ name }) => name === root.elements.kind.value);
  part("main").replaceChildren();
  part("rare").replaceChildren();
  form = new Form(data, kind, part("main"), part("rare"));
  for (const it of root.querySelectorAll("[data-for]")) it.hidden = Boolean(kind.letter) === (it.dataset.for === "text");
  button("package").hidden = !kind.path;
  button("new").hidden = Boolean(!data.new || kind.letter);
  if (!kind.letter) form.controls.set("body", body);
  part("rare").parentElement.hidden = !part("rare").children.length;
  part("body-hint").textContent = kind.body ?? "";
  form.fill(typed);
  picture = null;
  pictureBox.replaceChildren();
  form.controls.get("image.file")?.error.before(pictureBox);
  soon();
}

// --- while it is written --------------------------------------------------------------------------

function onInput({ target }) {
  const path = pathOf(target);
  if (path) touched.add(path);
  if (path === "title") guessEventKind();
  sent = false;
  soon();
}

function onChange(event) {
  const path = pathOf(event.target);
  if (path) touched.add(path);
  if (path === "image.file") takePicture();
  soon();
}

function pathOf(control) {
  return [...form.controls.keys()].find((path) => nameOf(path) === control.name) ?? "";
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, SOON);
}

function refresh() {
  if (isPressed) return soon();
  timer = 0;
  const { mistakes } = look();
  form.show(mistakes, ({ path, because }) => sent || touched.has(path) || because.some((one) => touched.has(one)));
  const errors = mistakes.filter(({ warning }) => !warning);
  if (sent) listMistakes(errors);
  showPreview();
  keep();
}

function look() {
  const values = dropEmpty(form.values()) ?? {};
  if (values.title) values.title = values.title.replace(/\s+/g, " ");
  return { values, mistakes: judge(data, form.kind, values, body.read(), today()) };
}

// The kind of an event often stands in its name.
function guessEventKind() {
  const control = form.controls.get("kind");
  if (!control || touched.has("kind")) return;
  const title = ` ${fold(form.controls.get("title").read())} `;
  const meant = data.event_kinds.find(({ name }) => title.includes(` ${fold(name)} `));
  if (meant) control.write(meant.key);
}

function listMistakes(errors) {
  const list = part("mistakes");
  if (!errors.length) return list.replaceChildren();
  const links = errors.map(({ path, message }) => {
    const control = form.controls.get(path);
    const link = el("a", { href: `#${control?.inputs[0]?.id ?? ""}` }, `${control?.key.label ?? path}: ${message.replace(/^(bắt buộc phải có) \(.*/, "$1")}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const input = control?.inputs[0];
      input?.closest("details")?.setAttribute("open", "");
      input?.focus();
    });
    return el("li", {}, link);
  });
  list.replaceChildren(el("h3", {}, `Còn ${errors.length} chỗ phải sửa`), el("ul", {}, ...links));
}

function showPreview() {
  const values = form.typed();
  const text = normalise(body.read());
  part("preview").replaceChildren(
    el("p", { class: "desk-title" }, values.title ?? "Chưa có tên bài"),
    el("p", { class: "bt-lead" }, values.summary ?? ""),
    ...render(text),
  );
  const seconds = estimateSeconds([values.title, values.summary, text].filter(Boolean).join(" "), data.rate);
  part("length").textContent = `Đọc trên đài hết khoảng ${sayLength(seconds)}.`;
}

// --- the draft ------------------------------------------------------------------------------------

function keep() {
  if (form.kind.letter) return;
  const typed = form.typed();
  if (!Object.keys(typed).length && !body.read().trim()) return;
  const isKept = save({ kind: form.kind.name, typed, body: body.read() }, data.days);
  if (isKept) sayKept(Date.now() + data.days * 86_400_000);
  else part("kept").textContent = "Trình duyệt này không giữ được bản nháp: đóng trang là mất.";
}

function sayKept(until) {
  const day = new Date(until).toLocaleDateString("vi-VN");
  part("kept").textContent = `Bản nháp giữ trên máy này đến ngày ${day}.`;
}

function clear() {
  forget();
  clearTimeout(timer);
  timer = 0;
  root.reset();
  touched.clear();
  for (const path of Object.keys(remembered)) delete remembered[path];
  sent = false;
  draw();
  part("mistakes").replaceChildren();
  part("word").replaceChildren();
  part("kept").textContent = "Đã xóa bản nháp trên máy này.";
}

// --- pictures and Word ----------------------------------------------------------------------------

async function takePicture() {
  const file = form.controls.get("image.file").file();
  picture = null;
  pictureBox.replaceChildren();
  if (!file) return;
  try {
    picture = await preparePicture(file);
    const { canvas } = picture;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "Ảnh sẽ gửi");
    pictureBox.replaceChildren(canvas, el("small", {}, `${canvas.width} × ${canvas.height}, ${sayBytes(picture.bytes)}`));
  } catch (failure) {
    pictureBox.replaceChildren(el("p", { class: "desk-error" }, failure.message));
  }
}

function sayBytes(bytes) {
  return `${Math.ceil(bytes.length / 1000)} KB`;
}

function onDrop(event) {
  if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
  event.preventDefault();
  const file = event.type === "drop" && event.dataTransfer.files[0];
  if (!file) return;
  const control = /^image\//.test(file.type) && form.controls.get("image.file")?.inputs[0];
  choose(control || root.elements.word, file);
}

// Chooses a file as the editor would.
function choose(input, file) {
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function readWord() {
  const file = root.elements.word.files[0];
  if (!file) return;
  const { openWord } = await import("./word.js");
  await openWord(file, {
    report: part("word"),
    body,
    title: form.controls.get("title"),
    takePicture: (blob, alt) => {
      const input = form.controls.get("image.file")?.inputs[0];
      if (!input) return;
      choose(input, new File([blob], "anh", { type: blob.type }));
      if (alt) form.controls.get("image.alt")?.write(alt);
    },
  });
  touched.add("title").add("body");
  soon();
}

// --- the package ----------------------------------------------------------------------------------

// The files of the text as [path, bytes]; null where something is wrong, which is then shown.
async function collect() {
  sent = true;
  const { values, mistakes } = look();
  const errors = mistakes.filter(({ warning }) => !warning);
  form.show(mistakes, () => true);
  listMistakes(errors);
  if (errors.length) {
    say("Chưa đóng gói được: còn chỗ phải sửa.");
    part("mistakes").focus();
    return null;
  }
  const { kind } = form;
  if (kind.letter) {
    // What a letter asks for as an entry of the list that it concerns; the office decides.
    const entry = new TextEncoder().encode(makeEntry(kind, values));
    const text = makeLetter(kind, values);
    return { name: fileName(kind.letter, data.slug), text, files: kind.path ? [[kind.path, entry]] : [] };
  }
  const path = makePath(data, kind, values);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const name = fileName(values.title, data.slug);
  const files = [];
  if (values.image) {
    if (!picture) {
      pictureBox.scrollIntoView();
      say("Ảnh chưa đọc xong hoặc không đọc được; xem ở mục Ảnh.");
      return null;
    }
    values.image.file = `${name}.jpg`;
    files.push([folder + values.image.file, picture.bytes]);
  }
  if (values.audio) {
    values.audio.file = `${name}.mp3`;
    const recording = form.controls.get("audio.file").file();
    files.push([folder + values.audio.file, new Uint8Array(await recording.arrayBuffer())]);
  }
  const text = makeText(kind, values, normalise(body.read()));
  return { name, text, files: [[path, new TextEncoder().encode(text)], ...files] };
}

async function pack() {
  const made = await collect();
  if (!made) return;
  const address = URL.createObjectURL(new Blob([zip(made.files)], { type: "application/zip" }));
  const link = el("a", { href: address, download: `${made.name}.zip` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(`Đã tải gói bài ${made.name}.zip về máy. Gửi tệp ấy đi${form.kind.letter ? "" : "; bản nháp còn ở đây cho đến khi Ban biên tập báo đã nhận"}.`);
}

async function copy() {
  const made = await collect();
  if (!made) return;
  try {
    await navigator.clipboard.writeText(made.text);
    const more = form.kind.letter ? "" : "; ảnh thì đính kèm riêng";
    say(`Đã chép. Dán vào thư hay tin nhắn rồi gửi${more}.`);
  } catch {
    say("Trình duyệt không cho chép; hãy tải gói bài.");
  }
}

async function share() {
  const made = await collect();
  if (!made) return;
  const file = !form.kind.letter && new File([zip(made.files)], `${made.name}.zip`, { type: "application/zip" });
  const title = `Bài gửi bản tin: ${made.name}`;
  const what = file && navigator.canShare?.({ files: [file] }) ? { files: [file], title } : { text: made.text, title };
  await navigator.share(what).catch(() => {});
}

// The forge's page for a new file, for who has an account there: short texts without a picture.
async function openForge() {
  const made = await collect();
  if (!made) return;
  const [path] = made.files[0];
  const at = path.lastIndexOf("/");
  const parts = { folder: path.slice(0, at), name: path.slice(at + 1), text: encodeURIComponent(made.text) };
  const address = data.new.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  if (made.files.length > 1 || address.length > LONGEST_ADDRESS) say("Bài có ảnh hoặc dài quá, kho không nhận cách này; hãy tải gói bài.");
  else open(address, "_blank", "noopener");
}

function say(text) {
  part("status").textContent = text;
}
