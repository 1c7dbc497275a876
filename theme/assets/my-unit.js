// Remembers the reader's unit on this device alone, and shows its news first on the front page.
// Without JavaScript the door leads to the list of units.
const KEY = "bulletin-unit";
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
};
const write = (unit) => {
  try {
    if (unit) localStorage.setItem(KEY, JSON.stringify(unit));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing: the list of units is still there.
  }
};

// The newest stories that the page of a unit shows.
const newest = (page, base) =>
  [...page.querySelectorAll("main .bt-card__title a")].slice(0, 3).map((link) => ({
    href: new URL(link.getAttribute("href"), base).pathname,
    text: link.textContent.trim(),
  }));

const button = document.querySelector("[data-choose-unit]");
if (button) {
  const path = location.pathname.replace(/trang\/\d+\/$/, "");
  const name = () => {
    const isMine = read()?.path === path;
    button.textContent = isMine ? "Bỏ nhớ đơn vị này" : "Nhớ đây là đơn vị của tôi";
  };
  name();
  button.addEventListener("click", () => {
    const rows = path === location.pathname ? newest(document, location) : [];
    write(read()?.path === path ? null : { path, name: button.dataset.chooseUnit, rows });
    name();
  });
}

const door = document.querySelector("[data-my-unit]");
const place = document.querySelector(".bt-mine");
const mine = read();
// As many lines as have a place since the first paint: more, or less, move nothing until the next visit.
const show = (rows) => {
  const list = document.createElement("ul");
  list.className = "bt-rows";
  for (const { href, text } of rows.slice(0, mine.rows.length)) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    const row = document.createElement("li");
    row.append(link);
    list.append(row);
  }
  const heading = document.createElement("h2");
  heading.textContent = `Tin của ${mine.name}`;
  place.replaceChildren(heading, list);
  // A long title takes more than two lines: their place is kept on the next visit.
  const tall = Math.ceil(list.getBoundingClientRect().bottom - place.getBoundingClientRect().top);
  write({ ...mine, rows, wide: innerWidth, tall });
};
if (door && mine && new URL(mine.path, location).origin === location.origin) {
  door.href = mine.path;
  door.firstElementChild.textContent = mine.name;
  if (mine.rows.length) show(mine.rows);
  fetch(mine.path)
    .then(async (answer) => {
      if (answer.status === 404) write(null);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = newest(page, new URL(mine.path, location));
      if (mine.rows.length && rows.length) show(rows);
      else write({ ...mine, rows });
    })
    .catch(() => {}); // Without a network the kept rows stay.
}
