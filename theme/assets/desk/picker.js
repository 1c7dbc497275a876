// A box in which one of many things is found by typing part of its name, with or without marks.
import { el } from "./dom.js";
import { fold } from "./slug.js";

const SHOWN = 8;

// What an option is found by: its names and its key.
function wordsOf({ key, label, name, aliases = [] }) {
  return ` ${fold([label ?? "", name ?? "", ...aliases, key.replaceAll("-", " ")].join(" "))}`;
}

// The options whose names hold each typed word at the beginning of a word; `last` go to the end.
export function find(options, typed, isLast = () => false) {
  const wanted = fold(typed).split(/[\s,()–-]+/).filter(Boolean);
  const found = options.filter((one) => wanted.every((word) => wordsOf(one).includes(` ${word}`)));
  const wide = found.length ? found : options.filter((one) => wanted.every((word) => wordsOf(one).includes(word)));
  return [...wide.filter((one) => !isLast(one)), ...wide.filter(isLast)];
}

// The key that is meant by a typed key or whole name; what was typed where nothing is.
export function resolve(options, typed, isLast = () => false) {
  const text = typed.trim();
  const form = fold(text);
  const names = (one) => [one.key, one.label, one.name, ...(one.aliases ?? [])].filter(Boolean).map(fold);
  const meant = options.filter((one) => names(one).includes(form));
  return (meant.find((one) => !isLast(one)) ?? meant[0])?.key ?? text;
}

// Makes a box a picker. `options()` are what there is, `isLast` says what is hardly meant, `note`
// what is said of it beside its name.
export function makePicker(input, { options, isLast, note }) {
  const list = el("ul", { id: `${input.id}-list`, role: "listbox", class: "desk-list", hidden: true, "aria-label": "Chọn" });
  const set = (attributes) => Object.entries(attributes).forEach(([key, value]) => input.setAttribute(key, value));
  set({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off", spellcheck: "false" });
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    const found = find(options(), input.value, isLast).slice(0, SHOWN);
    const entries = found.map((one, at) => {
      const entry = el("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, one.label ?? one.name, note(one));
      entry.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(one);
      });
      entry.choose = () => choose(one);
      return entry;
    });
    list.replaceChildren(...entries);
    active = -1;
    list.hidden = !entries.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function choose(one) {
    input.value = one.label ?? one.name;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(step) {
    if (list.hidden) open();
    const entries = [...list.children];
    if (!entries.length) return;
    active = (active + step + entries.length + (active < 0 && step < 0 ? 1 : 0)) % entries.length;
    entries.forEach((entry, at) => entry.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", entries[active].id);
    entries[active].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", (event) => event.isTrusted && open());
  input.addEventListener("focus", () => input.value || open());
  input.addEventListener("blur", () => {
    close();
    if (!input.value.trim()) return;
    const all = options();
    const meant = resolve(all, input.value, isLast);
    const known = all.find(({ key }) => key === meant);
    const found = known ? [known] : find(all, input.value).filter((one) => !isLast(one));
    if (found.length === 1 && input.value !== (found[0].label ?? found[0].name)) choose(found[0]);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && !list.hidden) list.children[Math.max(active, 0)].choose();
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  return list;
}
