// Narrows results down by kind, unit, field, campaign and year, each choice with its count.

import { make, refill } from "./pieces.js";

const FILTERS = [
  ["kind", "loai", "Loại"],
  ["unit", "don-vi", "Đơn vị"],
  ["field", "linh-vuc", "Lĩnh vực"],
  ["campaign", "phong-trao", "Phong trào"],
  ["year", "nam", "Năm"],
];

export class Filters {
  // `changed` is called when a reader chose something or asks for the choices.
  constructor(changed) {
    const asked = new URLSearchParams(location.search);
    this.chosen = new Map();
    for (const [name, parameter] of FILTERS) {
      const key = asked.get(parameter);
      if (key) this.chosen.set(name, key);
    }
    this.groups = make("div", { className: "bt-search__filters" });
    this.element = make("details", { className: "bt-choices", hidden: true }, make("summary", {}, "Lọc kết quả"), this.groups);
    this.element.open = this.chosen.size > 0;
    this.element.addEventListener("toggle", () => this.element.open && !this.groups.childElementCount && changed());
    this.changed = changed;
  }

  // Whether the properties of results are needed at all: they are many.
  get wanted() {
    return this.element.open || this.chosen.size > 0;
  }

  let(properties, except) {
    return [...this.chosen].every(
      ([name, key]) => name === except || (properties && properties[name].some(([other]) => other === key)),
    );
  }

  write(parameters) {
    for (const [name, parameter] of FILTERS)
      if (this.chosen.has(name)) parameters.set(parameter, this.chosen.get(name));
  }

  show(found, properties) {
    this.element.hidden = !found.length;
    if (!properties) return;
    const focused = document.activeElement && document.activeElement.name;
    const all = found.map(({ number }) => properties.get(number)).filter(Boolean);
    refill(this.groups, FILTERS.map((filter) => this.group(filter, all)).filter(Boolean));
    const again = focused && this.groups.querySelector(`[name="${CSS.escape(focused)}"]`);
    if (again) again.focus();
  }

  group([name, parameter, label], all) {
    const counts = new Map();
    const left = all.filter((properties) => this.let(properties, name));
    for (const properties of left) {
      for (const [key, words] of properties[name]) {
        const known = counts.get(key);
        counts.set(key, { words, count: known ? known.count + 1 : 1 });
      }
    }
    const chosen = this.chosen.get(name);
    if (!counts.size && !chosen) return null;
    const order = name === "year" ? (one, other) => other[0] - one[0] : (one, other) => other[1].count - one[1].count;
    const options = [...counts].sort(order).map(([key, { words, count }]) => option(key, words, count, key === chosen));
    if (chosen && !counts.has(chosen)) options.unshift(option(chosen, chosen, 0, true));
    const id = `_loc-${parameter}`;
    const select = make("select", { id, name: parameter }, option("", "Tất cả", left.length, !chosen), ...options);
    select.addEventListener("change", () => {
      if (select.value) this.chosen.set(name, select.value);
      else this.chosen.delete(name);
      this.changed();
    });
    return make("div", {}, make("label", { htmlFor: id }, label), select);
  }
}

function option(value, words, count, selected) {
  return make("option", { value, selected }, `${words} (${count})`);
}
