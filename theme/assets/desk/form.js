// The controls of a kind, drawn from the description of the form. Each has the path of its key as its
// name ("people.0.consent.date"), and its mistake stands in the element that aria-describedby names.
import { isDay, readDay, sayDay, today } from "./dates.js";
import { el } from "./dom.js";
import { find, makePicker, resolve } from "./picker.js";

const MOST_ENTRIES = 30;
const MANY = 12;
// Lists in which one searches; others are short enough to look through.
const LONG = new Set(["units", "documents"]);

// The name of a control: its path, but for the kind of an event, because the kind of the text has it.
export function nameOf(path) {
  return path === "kind" ? "event.kind" : path;
}

export class Form {
  constructor(form, kind, main, rare) {
    this.form = form;
    this.kind = kind;
    this.controls = new Map();
    this.lists = [];
    for (const key of kind.keys) (key.rare ? rare : main).append(this.#draw(key, key.key));
  }

  // --- values -------------------------------------------------------------------------------------

  // What was typed, by path; empty controls are left out.
  typed() {
    const found = {};
    for (const [path, control] of this.controls) {
      const value = control.read();
      if (value !== "" && value !== false && value?.length !== 0) found[path] = value;
    }
    return found;
  }

  // The values as the file has them: groups in groups, keys for names, days in the form of the file.
  values() {
    const values = {};
    for (const [path, typed] of Object.entries(this.typed())) {
      const steps = path.split(".");
      let here = values;
      for (const [at, step] of steps.slice(0, -1).entries()) {
        here = here[step] ??= /^\d+$/.test(steps[at + 1]) ? [] : {};
      }
      here[steps.at(-1)] = this.#meaning(this.controls.get(path).key, typed);
    }
    return values;
  }

  #meaning(key, typed) {
    if (key.type === "day" || key.type === "moment") return readDay(typed);
    if (key.type === "reference") return resolve(this.form[key.of], typed, (one) => this.#isGone(one));
    return typed;
  }

  // Puts in what typed() gave.
  fill(typed) {
    for (const [path, value] of Object.entries(typed)) {
      for (const list of this.lists) {
        const found = path.startsWith(`${list.path}.`) && Number(path.slice(list.path.length + 1).split(".")[0]);
        while (Number.isInteger(found) && found >= list.count && list.count < MOST_ENTRIES) list.add();
      }
      this.controls.get(path)?.write(value);
    }
    for (const list of this.lists) list.grow();
  }

  // Shows the mistakes; `isShown` says which.
  show(mistakes, isShown) {
    const messages = new Map();
    for (const mistake of mistakes) {
      if (!isShown(mistake)) continue;
      const before = messages.get(mistake.path);
      if (!before || before.warning) messages.set(mistake.path, mistake);
    }
    for (const [path, control] of this.controls) {
      const mistake = messages.get(path);
      const text = mistake ? (mistake.warning ? `Nên xem lại: ${mistake.message}` : mistake.message) : "";
      if (control.error.textContent === text) continue;
      control.error.textContent = text;
      control.error.classList.toggle("desk-error--warning", Boolean(mistake?.warning));
      for (const input of control.inputs) {
        if (mistake && !mistake.warning) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
  }

  // A unit that does not exist on the day of the text.
  #isGone({ from, to, sample }) {
    const written = readDay(this.controls.get(this.kind.day)?.read() ?? "").slice(0, 10);
    const day = isDay(written) ? written : today();
    return Boolean(sample || from > day || to < day);
  }

  // --- drawing ------------------------------------------------------------------------------------

  #draw(key, path) {
    if (key.type === "group") return this.#drawGroup(key, path);
    if (key.type === "list") return this.#drawList(key, path);
    if (key.type === "choices" || key.type === "references") return this.#drawChecks(key, path);
    if (key.type === "flag") return this.#drawFlag(key, path);
    return this.#drawBox(key, path);
  }

  #drawGroup(key, path) {
    const parts = key.keys.map((one) => this.#draw(one, `${path}.${one.key}`));
    return el("fieldset", {}, el("legend", {}, key.label, this.#hint(key)), ...parts);
  }

  #drawList(key, path) {
    const entries = el("div");
    const list = {
      path,
      count: 0,
      add: () => {
        const at = list.count++;
        const parts = key.keys.map((one) => this.#draw(one, `${path}.${at}.${one.key}`));
        entries.append(el("fieldset", { class: "desk-entry" }, el("legend", {}, `${key.label}: ${at + 1}`), ...parts));
      },
      // There is always an empty entry at the end.
      grow: () => {
        const isUsed = Object.keys(this.typed()).some((one) => one.startsWith(`${path}.${list.count - 1}.`));
        if (isUsed && list.count < MOST_ENTRIES) list.add();
      },
    };
    this.lists.push(list);
    entries.addEventListener("input", list.grow);
    list.add();
    return el("fieldset", {}, el("legend", {}, key.label, this.#star(key), this.#hint(key)), entries);
  }

  #drawChecks(key, path) {
    const options = key.choices?.map(([value, label]) => ({ key: value, label })) ?? this.form[key.of];
    const error = this.#error(path);
    const boxes = options.map((one) => el("input", { type: "checkbox", name: path, value: one.key, "aria-describedby": error.id }));
    const labels = options.map((one, at) => el("label", { class: "desk-check" }, boxes[at], " ", one.label ?? one.name));
    this.controls.set(path, {
      key,
      error,
      inputs: boxes,
      read: () => boxes.filter((box) => box.checked).map((box) => box.value),
      write: (values) => boxes.forEach((box) => (box.checked = values.includes(box.value))),
    });
    const filter = options.length > MANY && this.#drawFilter(key, options, labels);
    const legend = el("legend", {}, key.label, this.#star(key), this.#hint(key));
    return el("fieldset", { class: "desk-checks" }, legend, filter || "", ...labels, error);
  }

  #drawFilter(key, options, labels) {
    const box = el("input", { type: "search", "aria-label": `Tìm trong: ${key.label}`, placeholder: "gõ một phần tên" });
    box.addEventListener("input", (event) => {
      event.stopPropagation();
      const found = new Set(find(options, box.value));
      options.forEach((one, at) => (labels[at].hidden = !found.has(one) && !labels[at].firstChild.checked));
    });
    return box;
  }

  #drawFlag(key, path) {
    const error = this.#error(path);
    const box = el("input", { type: "checkbox", name: path, value: "true", "aria-describedby": error.id });
    this.controls.set(path, { key, error, inputs: [box], read: () => box.checked, write: (value) => (box.checked = value) });
    return el("div", { class: "desk-field" }, el("label", { class: "desk-check" }, box, " ", key.label, this.#hint(key)), error);
  }

  #drawBox(key, path) {
    const error = this.#error(path);
    const common = { id: `c-${nameOf(path)}`, name: nameOf(path), "aria-describedby": error.id, required: key.required };
    const beside = [];
    let input;
    const isPicked = key.type === "reference" && LONG.has(key.of);
    if (key.type === "choice" || (key.type === "reference" && !isPicked)) {
      const choices = key.choices ?? this.form[key.of].map((one) => [one.key, one.name]);
      const options = choices.map(([value, label]) => el("option", { value }, label));
      input = el("select", common, el("option", { value: "" }, key.required ? "Hãy chọn" : "Không rõ"), ...options);
    } else if (key.type === "text") input = el("textarea", { ...common, rows: 3 });
    else if (key.type === "file") {
      const accept = path.startsWith("audio") ? "audio/mpeg,.mp3" : "image/*";
      input = el("input", { ...common, type: "file", accept });
    } else input = el("input", { ...common, type: "text", autocomplete: "off" });
    if (key.type === "day" || key.type === "moment") beside.push(...drawDay(input, key.type));
    if (isPicked) {
      const isUnit = key.of === "units";
      const note = (one) => (isUnit && this.#isGone(one) ? el("small", {}, " không có vào ngày của bài") : "");
      const isLast = (one) => isUnit && this.#isGone(one);
      beside.push(makePicker(input, { options: () => this.form[key.of].filter((one) => !one.sample), isLast, note }));
    }
    this.controls.set(path, {
      key,
      error,
      inputs: [input],
      file: () => input.files?.[0],
      read: () => (key.type === "file" ? (input.files[0]?.name ?? "") : input.value.trim()),
      write: (value) => {
        if (key.type === "file") return;
        input.value = value;
        input.dispatchEvent(new Event("change"));
      },
    });
    const label = el("label", { for: common.id }, key.label, this.#star(key), this.#hint(key));
    return el("div", { class: "desk-field" }, label, input, ...beside, error);
  }

  #star({ required }) {
    return required ? el("span", { class: "desk-star", "aria-hidden": "true" }, " *") : "";
  }

  #hint({ hint, rule, label }) {
    const text = hint ?? (rule.toLowerCase() === label.toLowerCase() ? "" : rule);
    return text && el("small", {}, text);
  }

  #error(path) {
    return el("p", { id: `e-${path}`, class: "desk-error", "aria-live": "polite" });
  }
}

// Beside a day: the day in words, because browsers do not agree which number is the month, and the
// calendar of the browser.
function drawDay(input, type) {
  const words = el("output", { class: "desk-day", for: input.id });
  const calendar = el("input", { type: "date", tabindex: -1, "aria-hidden": "true", class: "bt-hidden" });
  const button = el("button", { type: "button", class: "bt-button" }, "Mở lịch");
  const say = () => (words.textContent = sayDay(readDay(input.value)));
  input.addEventListener("input", say);
  input.addEventListener("change", () => {
    input.value = readDay(input.value);
    say();
  });
  calendar.addEventListener("input", (event) => {
    event.stopPropagation();
    const time = type === "moment" ? (/T.*/.exec(input.value)?.[0] ?? "") : "";
    input.value = calendar.value + time;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  button.addEventListener("click", () => calendar.showPicker?.());
  return [el("span", { class: "desk-beside" }, button, calendar, words)];
}
