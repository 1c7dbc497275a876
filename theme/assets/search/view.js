// What a reader sees of search: results while typing, below the box or on the page of search.

import { Filters } from "./filters.js";
import { Index, OtherFormat } from "./index.js";
import { lines, make, results } from "./pieces.js";
import { Marker } from "./passage.js";

const PAUSE = 50;
const RELOADED = "bt-search-reloaded";
const MANY = 1000;

export function attach(form) {
  const view = new View(form);
  form.elements.q.addEventListener("input", () => view.soon());
  if (view.full) form.addEventListener("submit", (event) => view.now(event));
  else view.mindKeys();
  view.now();
}

class View {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.full = form.dataset.search === "page";
    this.most = this.full ? 10 : 6;
    this.root = new URL("..", form.action);
    this.status = make("p", { className: "bt-search__status", role: "status" });
    this.list = make("div", { className: "bt-search__found" });
    this.filters = this.full ? new Filters(() => this.now()) : null;
    this.place = document.getElementById(form.dataset.results);
    this.place.replaceChildren(...[this.status, this.filters?.element, this.list].filter(Boolean));
    this.turn = 0;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now(event) {
    event?.preventDefault();
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const query = this.input.value;
    this.most = this.full ? 10 : 6;
    if (this.full) history.replaceState(null, "", this.address(query));
    if (!query.trim()) return this.show("", []);
    this.place.hidden = false;
    try {
      const index = await this.index();
      const shown = await this.answer(index, query);
      if (turn === this.turn) shown();
    } catch (problem) {
      if (turn === this.turn) this.fail(problem);
    }
    return undefined;
  }

  // Resolves to what shows the answer: nothing is shown of a query that was overtaken.
  async answer(index, query) {
    const answer = await index.search(query);
    let { found } = answer;
    let properties = null;
    if (this.filters?.wanted) {
      properties = await index.properties(found.map(({ number }) => number));
      found = found.filter(({ number }) => this.filters.let(properties.get(number)));
    }
    const first = await this.results(index, found.slice(0, this.most));
    const instead = await this.instead(index, query, answer.unknown);
    return () => {
      this.filters?.show(answer.found, properties, () => this.now());
      const marker = new Marker(answer.wanted);
      const rest = found.slice(this.most);
      this.show(
        said(found.length, query),
        [
          answer.incomplete && lines("Một phần mục lục tìm kiếm không tải được, nên có thể thiếu kết quả."),
          instead && this.suggestion(instead),
          results(first, marker, this.root, this.full),
          rest.length > 0 && this.more(index, rest, marker, query),
          !found.length && this.lists(),
        ].filter(Boolean),
      );
    };
  }

  async results(index, found) {
    return (await Promise.all(found.map(({ number }) => index.result(number)))).filter(Boolean);
  }

  // The query with the words that no item has replaced by ones near to them, as the site spells
  // them; nothing when it is well as it is.
  async instead(index, query, unknown) {
    const near = unknown.filter((word) => word.nearest);
    if (!near.length) return null;
    const rewritten = (spelt) => {
      let text = query.normalize("NFC");
      for (const { start, end, nearest } of [...near].reverse())
        text = text.slice(0, start) + (spelt.get(nearest) ?? nearest) + text.slice(end);
      return text;
    };
    const { found, wanted } = await index.search(`${rewritten(new Map())} `);
    const [best] = await this.results(index, found.slice(0, 1));
    return rewritten(best ? new Marker(wanted).spelling(`${best.title}\n${best.summary}\n${best.text}`) : new Map());
  }

  suggestion(text) {
    const link = make("a", { href: this.address(text) }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.input.value = text;
      this.input.focus();
      this.now();
    });
    return make("p", {}, "Có phải bạn muốn tìm: ", link, "?");
  }

  more(index, rest, marker, query) {
    if (!this.full) {
      return make("p", {}, make("a", { href: this.address(query) }, "Xem mọi kết quả và lọc kết quả"));
    }
    const button = make("button", { type: "button", className: "bt-search__more" }, "Xem thêm");
    button.addEventListener("click", async () => {
      const next = await this.results(index, rest.splice(0, 10));
      const added = results(next, marker, this.root, true);
      const first = added.querySelector("a");
      this.list.querySelector("ul").append(...added.children);
      first?.focus();
      if (!rest.length) button.remove();
    });
    return button;
  }

  show(status, children) {
    this.status.textContent = status;
    this.list.replaceChildren(...children);
    this.place.hidden = !status;
  }

  fail(problem) {
    if (problem instanceof OtherFormat && this.reload()) return;
    this.show("Chưa tìm được: mục lục tìm kiếm không tải được. Xin thử lại sau, hoặc tìm theo danh sách.", [
      this.lists(),
    ]);
  }

  // Takes up the site as it was published meanwhile; says no if that was tried already.
  reload() {
    try {
      if (sessionStorage.getItem(RELOADED)) return false;
      sessionStorage.setItem(RELOADED, "1");
    } catch {
      return false;
    }
    location.reload();
    return true;
  }

  // On the page of search the lists stand below anyway.
  lists() {
    return this.full ? "" : make("p", {}, make("a", { href: this.form.action }, "Tìm theo danh sách"));
  }

  index() {
    const fetchFile = async (path, fresh) => {
      const address = new URL(`chi-muc/${path}`, this.form.action);
      const response = await fetch(address, { cache: fresh ? "no-cache" : "default" });
      if (!response.ok) throw new Error(`${response.status}: ${path}`);
      return new Uint8Array(await response.arrayBuffer());
    };
    this.opening ??= new Index(fetchFile).open().catch((problem) => {
      this.opening = null;
      throw problem;
    });
    return this.opening;
  }

  address(query) {
    const address = new URL(this.form.action);
    if (query.trim()) address.searchParams.set("q", query);
    this.filters?.write(address.searchParams);
    return address.href;
  }

  // Below the box in the header: arrows walk through the results, Escape goes back.
  mindKeys() {
    this.form.addEventListener("keydown", (event) => {
      const links = [this.input, ...this.place.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const here = links.indexOf(document.activeElement);
      if (event.key === "Escape" && !this.place.hidden) {
        this.place.hidden = true;
        this.input.focus();
        event.preventDefault();
      } else if (step && here >= 0 && !this.place.hidden) {
        links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
        event.preventDefault();
      }
    });
    this.form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.form.contains(event.relatedTarget)) this.place.hidden = true;
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.form.contains(event.target)) this.place.hidden = true;
    });
  }
}

function said(count, query) {
  if (!count) return `Không tìm thấy kết quả cho “${query.trim()}”. Thử từ ngắn hơn, hoặc tìm theo danh sách.`;
  return count < MANY ? `${count} kết quả.` : "Hơn 1.000 kết quả; sau đây là những kết quả sát nhất.";
}
