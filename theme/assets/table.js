// Sorts and filters a table of documents or commendations where it stands. Without JavaScript the table is there
// all the same, the latest first, and the links above it narrow it.
const table = document.querySelector("table[data-sortable]");
const rows = [...table.tBodies[0].rows];
const collator = new Intl.Collator("vi", { numeric: true });

const value = (row, column) => {
  const cell = row.cells[column];
  return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
};

for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bt-sort";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.ariaSort === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((a, b) => collator.compare(value(a, column), value(b, column)) * (down ? -1 : 1));
    table.tBodies[0].append(...rows);
  });
}

// As in the site's own search, marks may be left out.
const folded = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));
const box = document.querySelector(".bt-find");
const selects = [...box.querySelectorAll("select")];

// A filter looks at its column alone: a year at the day, the others at the whole text.
const fits = (row, { value: wanted, dataset }) => {
  const has = value(row, dataset.column);
  return !wanted || has === wanted || (/^\d{4}$/.test(wanted) && has.startsWith(`${wanted}-`));
};

const narrow = () => {
  const words = folded(box.querySelector("input").value).split(/\s+/);
  for (const row of rows)
    row.hidden =
      !words.every((word) => texts.get(row).includes(word)) ||
      !selects.every((select) => fits(row, select));
  const shown = rows.filter((row) => !row.hidden).length;
  box.querySelector("output").textContent = `${shown} ${box.dataset.noun}`;
};
box.addEventListener("input", narrow);
