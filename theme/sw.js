// The service worker: on a reader's device it keeps what pages look like, the last stories, documents
// and answers read and the last front page, so that these can be read again without a network or while
// the host is in trouble. Whoever has a network gets what it gives. The editors' desk is kept from the
// first visit to it. Only pages and the files named in `shell` pass through here; feeds, search,
// pictures, recordings and documents never do.
//
// The build puts a line before this one: `const shell = {version, files, page, withdrawn, desk}`, with
// paths below the site's root, or `const shell = null` where the bulletin does without: then the
// worker clears what it kept and leaves.

const STORIES = 20;
// What else is kept, by its path below the root, and how many of it.
const KINDS = [
  [/^$/, 1],
  [/^van-ban\/[^/]+\/$/, 10],
  [/^hoi-dap\/[^/]+\/$/, 10],
];
const PATIENCE = 4_000;
// A device that has not heard for so long what was withdrawn shows no copy any more.
const DAY = 24 * 3_600_000;
const TRUST = 7 * DAY;
const DIGEST = "sha256:";

const ROOT = new URL("./", location).href;
// Other sites on the same host have stores too.
const MINE = `ban-tin ${ROOT} `;
const SHELL = `${MINE}${shell?.version}`;
const READ = `${SHELL} bài`;
const PAGES = `${SHELL} trang`;
const DESK_MARK = " soạn bài";
const DESK = SHELL + DESK_MARK;
const WHEN = "x-kept-at";
const WHICH = "x-story";
const MARK = /<div class="bt-story" data-story="([^"]+)">/;
const HEADING = /<h1[^>]*>(.*?)<\/h1>/s;
const TOP = '<article class="bt-page">';
const GAP = "<!-- stories -->";

const below = (path) => new URL(path, ROOT).href;
const files = new Set(shell?.files.map(below));
const deskFiles = new Set(shell?.desk.files.map(below));
const deskPage = shell && below(shell.desk.page);
// Windows whose page the network did not give: it is not waited for again to give their files.
const unconnected = new Set();
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(shell ? activate() : leave()));

if (shell) {
  addEventListener("fetch", (event) => {
    const { request } = event;
    const address = addressOf(request.url);
    if (request.method !== "GET") return;
    if (request.mode === "navigate" && address.endsWith("/")) event.respondWith(page(event, address));
    else if (request.mode === "navigate" && isFolder(address)) event.respondWith(slashed(request));
    else if (files.has(address) || deskFiles.has(address)) event.respondWith(file(event, address));
  });

  // From the page with which the worker came: it was fetched before there was a worker.
  addEventListener("message", (event) => {
    const address = addressOf(event.source.url);
    if (address.endsWith("/")) event.waitUntil(fresh(address).then((answer) => remember(address, answer)).catch(() => {}));
  });
}

async function install() {
  if (shell) {
    const wanted = [...files].map((address) => new Request(address, { cache: "no-cache" }));
    await (await caches.open(SHELL)).addAll(wanted);
  }
  await skipWaiting();
}

async function activate() {
  const hasDesk = (await caches.keys()).some((name) => name.startsWith(MINE) && name.endsWith(DESK_MARK));
  await clear((name) => ![SHELL, READ, PAGES, DESK].includes(name));
  await clients.claim();
  // Whoever writes at the desk has it after a new version too.
  if (hasDesk) await fresh(deskPage).then(keepDesk).catch(() => {});
}

async function leave() {
  await clear(() => true);
  await registration.unregister();
}

async function clear(isUnwanted) {
  const mine = (await caches.keys()).filter((name) => name.startsWith(MINE));
  await Promise.all(mine.filter(isUnwanted).map((name) => caches.delete(name)));
}

// Stories are sent round with all sorts of queries behind their address.
function addressOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

// An address without its last slash, to which hosts answer with the one that has it.
function isFolder(address) {
  return address.startsWith(ROOT) && !address.split("/").pop().includes(".");
}

// --- what is shown -------------------------------------------------------------------------------

function page(event, address) {
  const coming = fresh(event.request);
  const copy = coming.then((answer) => answer.clone());
  event.waitUntil(copy.then((answer) => remember(address, answer)).catch(() => {}));
  const kept = () => {
    unconnected.add(event.resultingClientId);
    return address === deskPage ? caches.match(deskPage, { cacheName: DESK }) : keptPage(address);
  };
  return networkFirst(coming, kept).catch(noNetwork);
}

function slashed(request) {
  const { search } = new URL(request.url);
  return networkFirst(fetch(request), () => Response.redirect(`${addressOf(request.url)}/${search}`));
}

// Past the browser's own cache too, which does not know what was withdrawn either.
function fresh(request) {
  return fetch(new Request(request, { cache: "no-cache" }));
}

async function file({ request, clientId }, address) {
  const kept = () => caches.match(address, { cacheName: files.has(address) ? SHELL : DESK });
  return (unconnected.has(clientId) && (await kept())) || networkFirst(fetch(request), kept);
}

// What comes from the network; what is kept when nothing comes, or not soon, or the host is in trouble.
async function networkFirst(coming, kept) {
  const answer = await Promise.race([coming, wait(PATIENCE)]).catch(() => null);
  return answer && answer.status < 500 ? answer : ((await kept()) ?? coming);
}

// The copy of a page, with a word that it is one.
async function keptPage(address) {
  const copy = (await copies()).get(address);
  if (!copy) return undefined;
  const day = new Date(Number(copy.headers.get(WHEN))).toLocaleDateString("vi-VN");
  const notice =
    '<p class="bt-notice">Chưa lấy được trang mới: máy không có mạng, tín hiệu quá yếu hoặc máy chủ đang ' +
    `trục trặc. Đây là bản lưu trên máy này từ lần đọc ngày ${day}, có thể đã cũ.</p>`;
  return new Response((await copy.text()).replace(TOP, () => TOP + notice), copy);
}

// The page that leads to the copies, for all addresses of which there is none.
async function noNetwork() {
  const blank = await (await caches.open(SHELL)).match(below(shell.page));
  if (!blank) return Response.error();
  const links = [];
  for (const [address, copy] of await copies()) {
    if (address === ROOT) continue; // the header leads to it
    const [, title] = HEADING.exec(await copy.text());
    links.push(`<li><a href="${new URL(address).pathname}">${title}</a></li>`);
  }
  const list = links.length ? `<ul>${links.join("")}</ul>` : "<p>Chưa có bài nào.</p>";
  return new Response((await blank.text()).replace(GAP, () => list), blank);
}

// --- what is kept --------------------------------------------------------------------------------

// Keeps what is kept of its kind; whatever else an address gives, its copy is out of date.
async function remember(address, answer) {
  if (address === deskPage && answer.ok) await keepDesk(answer);
  else if (answer.status < 500) {
    const text = await answer.text();
    for (const name of [READ, PAGES]) {
      if (await caches.has(name)) await (await caches.open(name)).delete(address);
    }
    const kind = answer.ok && kindOf(address, text);
    if (kind) {
      const headers = new Headers({ [WHEN]: `${Date.now()}`, [WHICH]: encodeURI(kind.story) });
      for (const name of ["content-type", "content-security-policy"]) {
        if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
      }
      const store = await caches.open(kind.store);
      await store.put(address, new Response(text, { headers }));
      const kept = (await store.keys()).filter(({ url }) => kind.has(url));
      for (const oldest of kept.slice(0, -kind.most)) await store.delete(oldest);
    }
  }
  await askForWithdrawals();
}

// Where a page is kept, with which others, and how many of them; undefined for what is not kept.
function kindOf(address, text) {
  const mark = MARK.exec(text);
  if (mark) return { store: READ, most: STORIES, has: () => true, story: mark[1] };
  const path = (url) => url.slice(ROOT.length);
  const found = KINDS.find(([pattern]) => pattern.test(path(address)));
  if (!found) return undefined;
  const [pattern, most] = found;
  return { store: PAGES, most, has: (url) => pattern.test(path(url)), story: "" };
}

// The editors' desk with all its files: what was begun there is finished without a network.
async function keepDesk(answer) {
  const wanted = [...deskFiles].map((address) => new Request(address, { cache: "no-cache" }));
  const store = await caches.open(DESK);
  await store.addAll(wanted);
  await store.put(deskPage, answer);
}

// A site that has no such list any more is another one: its readers need nothing of us.
async function askForWithdrawals() {
  const answer = await fresh(below(shell.withdrawn));
  if (answer.status === 404 || answer.status === 410) return leave();
  const list = await answer.json();
  const store = await caches.open(SHELL);
  const before = await store.match(below(shell.withdrawn));
  const text = JSON.stringify(list);
  // Other pages may name what was withdrawn since.
  if (before && (await before.text()) !== text) await caches.delete(PAGES);
  await store.put(below(shell.withdrawn), new Response(text, { headers: { [WHEN]: `${Date.now()}` } }));
  const read = await caches.open(READ);
  for (const request of await read.keys()) {
    const copy = await read.match(request);
    if (await isWithdrawn(list, request.url, copy)) await read.delete(request);
  }
}

// The copies that may be shown, by their addresses: stories first, of each kind the one read last first.
async function copies() {
  const last = await (await caches.open(SHELL)).match(below(shell.withdrawn));
  const found = new Map();
  if (!last || Date.now() - last.headers.get(WHEN) > TRUST) return found;
  const list = await last.json();
  for (const name of [READ, PAGES]) {
    if (!(await caches.has(name))) continue;
    const store = await caches.open(name);
    for (const { url } of (await store.keys()).reverse()) {
      const copy = await store.match(url);
      if (copy && !(await isWithdrawn(list, url, copy))) found.set(url, copy);
    }
  }
  return found;
}

// By its address or, at an older one, by its identity, of which the list may hold the digest alone. The host
// may have another name than the list knows. Of what is withdrawn in part, older copies alone are out of date.
async function isWithdrawn(list, address, copy) {
  const guid = copy?.headers.get(WHICH);
  const { pathname } = new URL(address);
  const isOld = (date) => !copy || Number(copy.headers.get(WHEN)) < Date.parse(date) + DAY;
  const meant = ({ id, url }) =>
    !url.startsWith(DIGEST) && (new URL(url).pathname === pathname || guid?.endsWith(`:${encodeURI(id)}`));
  if (list.some((entry) => meant(entry) && (!entry.only || isOld(entry.date)))) return true;
  const hidden = list.filter(({ url, only, date }) => url.startsWith(DIGEST) && (!only || isOld(date)));
  if (!hidden.length) return false;
  // tag:<authority>,<year>:<id>; an identity holds no colon.
  const hash = await digest(decodeURI(guid ?? "").split(":").pop());
  return hidden.some(({ id }) => id === hash);
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return DIGEST + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
