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

const button = document.querySelector("[data-choose-unit]");
if (button) {
  const path = location.pathname.replace(/trang\/\d+\/$/, "");
  const name = () => {
    const isMine = read()?.path === path;
    button.textContent = isMine ? "Bỏ nhớ đơn vị này" : "Nhớ đây là đơn vị của tôi";
  };
  name();
  button.addEventListener("click", () => {
    write(read()?.path === path ? null : { path, name: button.dataset.chooseUnit, rows: [] });
    name();
  });
}

// What was kept is shown at once, so that nothing moves when the news of today come.
const show = (section, rows) => {
  const list = document.createElement("ul");
  list.className = "bt-rows";
  for (const { href, text } of rows) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    const row = document.createElement("li");
    row.append(link);
    list.append(row);
  }
  section.querySelector("ul")?.remove();
  section.append(list);
};

const door = document.querySelector("[data-my-unit]");
const mine = read();
if (door && mine && new URL(mine.path, location).origin === location.origin) {
  door.href = mine.path;
  door.textContent = mine.name;
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = `Tin của ${mine.name}`;
  section.append(heading);
  if (mine.rows.length) {
    show(section, mine.rows);
    document.querySelector(".bt-home__news").prepend(section);
  }
  fetch(mine.path)
    .then(async (answer) => {
      if (answer.status === 404) write(null);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const links = [...page.querySelectorAll("main .bt-card__title a")].slice(0, 3);
      const rows = links.map((link) => ({
        href: new URL(link.getAttribute("href"), new URL(mine.path, location)).pathname,
        text: link.textContent.trim(),
      }));
      write({ ...mine, rows });
      if (!rows.length) return;
      show(section, rows);
      if (!section.isConnected) document.querySelector(".bt-home__news").prepend(section);
    })
    .catch(() => {}); // Without a network the kept rows stay.
}
