// What a reader sees of search: results while typing, below the box or on the page of search.

import { Filters } from "./filters.js";
import { Index, OtherFormat } from "./index.js";
import { make, notice, refill, result } from "./pieces.js";
import { Marker, spelling } from "./passage.js";

const PAUSE = 50;
const SAID_AFTER = 300;
const RELOADED = "bt-search-reloaded";
const MANY = 1000;
const A_PAGE = 10;
// Each list of the index and each result is a file. Of a query in the address no more come at once than
// keep the first result from being late on a weak line, of one that is typed as many as stand in sight. The
// rest of the page comes when the reader moves or, because not everybody who reads on moves something,
// after a while; of a query that another one has overtaken it does not come.
const FILES_AT_ONCE = 6;
const MOST_AT_ONCE = 5;
const A_WHILE = 3000;
const MOVES = ["scroll", "pointerdown", "pointermove", "touchstart", "keydown", "focusin"];

export function attach(form) {
  const view = new View(form);
  form.elements.q.addEventListener("input", () => view.soon());
  if (view.full) form.addEventListener("submit", (event) => view.now(event));
  else view.mindKeys();
  return view.now();
}

class View {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.full = form.dataset.search === "page";
    this.root = new URL("..", form.action);
    this.place = document.getElementById(form.dataset.results);
    this.status = this.place.querySelector("[role=status]");
    this.list = make("div", { className: "bt-search__found" });
    this.filters = this.full ? new Filters(() => this.now()) : null;
    this.place.append(...[this.filters && this.filters.element, this.list].filter(Boolean));
    this.turn = 0;
    this.isFirst = this.full;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now(event) {
    if (event) event.preventDefault();
    clearTimeout(this.timer);
    clearTimeout(this.saying);
    const turn = ++this.turn;
    const query = this.input.value;
    const leads = this.isFirst || Boolean(event);
    this.most = this.full ? A_PAGE : 6;
    if (this.full) history.replaceState(null, "", this.address(query));
    if (!query.trim()) return this.show("", []);
    if (this.full) document.documentElement.dataset.asked = "";
    this.place.hidden = false;
    const say = () => (this.status.textContent = "Đang tìm…");
    if (this.list.firstChild) this.saying = setTimeout(say, SAID_AFTER);
    else say();
    if (leads) this.lead(event);
    try {
      const index = await this.index();
      const shown = await this.answer(index, query);
      if (turn === this.turn) shown();
    } catch (problem) {
      if (turn === this.turn) this.fail(problem);
    }
    this.isFirst = false;
    return undefined;
  }

  // After Enter the reader stands at the results, on a phone below the box and without its keyboard;
  // but whoever types in the box already is left there.
  lead(event) {
    if (!event && document.activeElement !== document.body) return;
    this.place.focus({ preventScroll: true });
    if (this.place.getBoundingClientRect().top > innerHeight / 3) this.form.scrollIntoView();
  }

  // Resolves to what shows the answer: nothing is shown of a query that was overtaken.
  async answer(index, query) {
    const answer = await index.search(query);
    if (answer.incomplete && !answer.found.length) throw new Error("no list came");
    let { found } = answer;
    let properties = null;
    if (this.filters && this.filters.wanted) {
      properties = await index.properties(found.map(({ number }) => number));
      found = found.filter(({ number }) => this.filters.let(properties.get(number)));
    }
    const page = found.slice(0, this.most);
    const first = await this.results(index, page.slice(0, this.atOnce(answer)));
    const instead = await this.instead(index, query, answer);
    return () => {
      if (page.length && !first.some(Boolean)) throw new Error("no result came");
      if (this.filters) this.filters.show(answer.found, properties);
      const items = new Items(this, index, new Marker(answer.wanted));
      items.add(first);
      items.await(page.slice(first.length));
      const rest = found.slice(this.most);
      if (!found.length) delete document.documentElement.dataset.asked;
      this.show(
        said(found.length, query),
        [
          answer.incomplete && notice("Một phần mục lục tìm kiếm không tải được, nên có thể thiếu kết quả. ", this.again()),
          instead && this.suggestion(instead),
          first.includes(null) && notice("Một số kết quả chưa tải được. ", this.again()),
          items.element,
          rest.length > 0 && this.more(items, rest, query),
          !found.length && this.lists(),
        ].filter(Boolean),
      );
    };
  }

  // How many results are fetched before the list is shown; below the box in the header all are in sight.
  atOnce({ lists }) {
    if (!this.full) return this.most;
    return this.isFirst ? Math.min(Math.max(FILES_AT_ONCE - lists, 1), MOST_AT_ONCE) : MOST_AT_ONCE;
  }

  // The results of these items; null in the place of one that did not come.
  results(index, found) {
    return Promise.all(found.map(({ number }) => index.result(number)));
  }

  // The query with the words that no item has replaced by ones near to them, all of it as the site
  // spells it; nothing when it is well as it is.
  async instead(index, query, { typed, unknown }) {
    const near = new Map(unknown.filter((word) => word.nearest).map((word) => [word.start, word.nearest]));
    if (!near.size) return null;
    const meant = typed.map(({ folded, start }) => near.get(start) || folded);
    const { found } = await index.search(`${meant.join(" ")} `);
    const [best] = await this.results(index, found.slice(0, 1));
    const spelt = spelling(best ? `${best.title}\n${best.summary}\n${best.text}` : "", meant);
    return typed
      .map(({ folded, exact, start }, place) => (near.has(start) || exact === folded ? spelt.get(meant[place]) || meant[place] : exact))
      .join(" ");
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

  more(items, rest, query) {
    if (!this.full) {
      return make("p", {}, make("a", { href: this.address(query) }, "Xem mọi kết quả và lọc kết quả"));
    }
    const button = make("button", { type: "button", className: "bt-search__more" }, "Xem thêm");
    button.addEventListener("click", async () => {
      const next = rest.slice(0, A_PAGE);
      const come = await this.results(items.index, next);
      if (!come.some(Boolean)) return void (button.textContent = "Chưa tải được, bấm để thử lại");
      rest.splice(0, next.length);
      button.textContent = "Xem thêm";
      const [first] = items.add(come);
      first.querySelector("a").focus();
      if (!rest.length) button.remove();
      return undefined;
    });
    return button;
  }

  show(status, children) {
    clearTimeout(this.saying);
    this.status.textContent = status;
    refill(this.list, children);
    this.place.hidden = !this.full && !status;
  }

  fail(problem) {
    if (problem instanceof OtherFormat && this.reload()) return;
    delete document.documentElement.dataset.asked;
    this.show("Chưa tìm được: mục lục tìm kiếm không tải được. Xin thử lại sau, hoặc tìm theo danh sách.", [
      make("p", {}, this.again()),
      this.lists(),
    ]);
  }

  again() {
    const button = make("button", { type: "button", className: "bt-search__more" }, "Thử lại");
    button.addEventListener("click", () => this.now());
    return button;
  }

  // Takes up the site as it was published meanwhile; says no if that was tried already.
  reload() {
    try {
      if (sessionStorage.getItem(RELOADED)) return false;
      sessionStorage.setItem(RELOADED, "1");
    } catch (problem) {
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
    if (!this.opening) {
      this.opening = new Index(fetchFile, this.isFirst ? printedHead(this.form) : null).open();
      this.opening.catch(() => (this.opening = null));
    }
    return this.opening;
  }

  address(query) {
    const address = new URL(this.form.action);
    if (query.trim()) address.searchParams.set("q", query);
    if (this.filters) this.filters.write(address.searchParams);
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

// The list of results. Those still to come keep their places.
class Items {
  constructor(view, index, marker) {
    this.view = view;
    this.index = index;
    this.marker = marker;
    this.element = make("ul", { className: "bt-cards bt-results" });
  }

  // Adds the results that came; returns their elements.
  add(results) {
    const { root, full } = this.view;
    const added = results.filter(Boolean).map((one) => result(one, this.marker, root, full));
    this.element.append(...added);
    return added;
  }

  // Keeps places for `found`, and fills them when the reader moves or after a while.
  await(found) {
    if (!found.length) return;
    const places = found.map(() => make("li", { className: "bt-card bt-results__coming" }));
    this.element.append(...places);
    let hasBegun = false;
    const fill = async (event) => {
      // Who types goes on to another query.
      if (hasBegun || (event && event.target === this.view.input)) return;
      hasBegun = true;
      for (const move of MOVES) removeEventListener(move, fill, true);
      if (!this.element.isConnected) return;
      const results = await this.view.results(this.index, found);
      places.forEach((place, number) => {
        if (results[number]) place.replaceWith(result(results[number], this.marker, this.view.root, true));
        else place.remove();
      });
    };
    setTimeout(fill, A_WHILE);
    // The page itself scrolls to the results first.
    setTimeout(() => MOVES.forEach((move) => addEventListener(move, fill, { capture: true, passive: true })), 100);
  }
}

// The head of the index as it stands in the page of search. A page out of a browser's cache may be
// older than the index; what came over the network just now is not.
function printedHead(form) {
  const [arrival] = performance.getEntriesByType("navigation");
  return form.dataset.index && arrival && arrival.transferSize > 0 ? JSON.parse(form.dataset.index) : null;
}

function said(count, query) {
  if (!count) return `Không tìm thấy kết quả cho “${query.trim()}”. Thử từ ngắn hơn, hoặc tìm theo danh sách.`;
  return count < MANY ? `${count} kết quả.` : "Hơn 1.000 kết quả; sau đây là những kết quả sát nhất.";
}

window.attachSearch = attach;
