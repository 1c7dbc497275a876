// The reader's choice of light or dark. Run before the page is painted, so that a dark page never
// flashes white; without JavaScript the page follows the device. What needs a script is shown or left
// out by the mark `data-script`, from the first paint on, so that nothing moves later.
{
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const key = "bulletin-colours";
  root.dataset.script = "";

  try {
    const kept = localStorage.getItem(key);
    if (kept) root.dataset.colours = kept;
    // my-unit.js shows this many lines on the front page: their place is kept from the first paint on.
    const unit = JSON.parse(localStorage.getItem("bulletin-unit"));
    if (unit && unit.rows && unit.rows.length) {
      root.dataset.unitRows = unit.rows.length;
      if (unit.wide === innerWidth) root.style.setProperty("--mine", `${unit.tall}px`);
    }
  } catch (problem) {
    // A browser that keeps nothing: the page follows the device.
  }

  const isDark = () => (root.dataset.colours || (device.matches ? "dark" : "light")) === "dark";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.bt-colours");
    const name = () => {
      button.textContent = isDark() ? "Nền sáng" : "Nền tối";
    };
    name();
    device.addEventListener("change", name);
    button.addEventListener("click", () => {
      root.dataset.colours = isDark() ? "light" : "dark";
      name();
      try {
        localStorage.setItem(key, root.dataset.colours);
      } catch (problem) {
        // Chosen for this page alone.
      }
    });
  });
}

// On paper a link is of use only with its full address, said once and not beside the same text; what
// is folded is open, and a reader wants to know of what day the sheet is.
{
  const folded = [];
  addEventListener("beforeprint", () => {
    const said = new Set();
    for (const link of document.querySelectorAll("article a[href]")) {
      const { href } = link;
      if (link.closest("nav, .bt-related, .bt-edit")) continue; // not on paper
      const isSaid = said.has(href) || href.includes(link.textContent.trim().replace(/\/$/, "") || " ");
      link.dataset.address = isSaid ? "" : href;
      said.add(href);
    }
    for (const it of document.querySelectorAll("article details:not([open])")) {
      it.open = true;
      folded.push(it);
    }
    const day = document.querySelector("[data-printed]");
    if (day) day.textContent = ` In ngày ${new Date().toLocaleDateString("vi-VN")}.`;
  });
  addEventListener("afterprint", () => {
    for (const it of folded.splice(0)) it.open = false;
  });
}
