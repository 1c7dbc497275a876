// Elements made of values: text goes in as text, never as HTML.

// The colours of states, as in theme/partials/words.html.
const TONES = {
  "Còn hiệu lực": "good",
  "Hết hiệu lực một phần": "part",
  "Hết hiệu lực": "stop",
  "Chưa có hiệu lực": "next",
  "Dự thảo": "next",
  "Đã hết giai đoạn": "over",
};

export function make(tag, properties, ...children) {
  const { role, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

// Puts `children` in the place of what an element holds.
export function refill(element, children) {
  element.textContent = "";
  element.append(...children);
}

export function notice(...words) {
  return make("p", { className: "bt-notice" }, ...words);
}

// A result as an item of a list; with a heading where it is the page's matter.
export function result(one, marker, root, headings) {
  const meta = [make("span", { className: "bt-label" }, one.label)];
  if (one.state) meta.push(make("span", { className: `bt-label bt-label--${TONES[one.state] || "plain"}` }, one.state));
  if (one.sample) meta.push(make("span", { className: "bt-label bt-label--sample" }, one.sample));
  if (one.unit && one.unit !== one.title) meta.push(make("span", {}, one.unit));
  if (one.day) meta.push(make("time", { dateTime: one.day }, one.when));
  const link = make("a", { href: new URL(one.address.replace(/^\//, ""), root).href }, ...withMarks(marker.all(one.title)));
  if (one.sample) link.append(make("span", { className: "bt-hidden" }, ` (${one.sample.toLowerCase()})`));
  const passage = marker.passage(one.text || "") || marker.all(one.summary || "");
  return make(
    "li",
    { className: "bt-card" },
    make("p", { className: "bt-card__meta" }, ...meta),
    make(headings ? "h2" : "p", { className: "bt-card__title" }, link),
    make("p", {}, ...withMarks(passage)),
  );
}

function withMarks(pieces) {
  return pieces.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));
}
