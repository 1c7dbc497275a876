// Fetches search when a reader turns to it, and not before. "/" and Ctrl+K lead to the box. It says
// what it does and what went wrong, so it is written as browsers of 2016 read it, and the client of
// search as those of 2018: what is older still keeps the query and leads to the lists.
{
  const SLOW = 8000;
  const OLD = "Trình duyệt này quá cũ, không tìm ngay trên trang được. Xin tìm theo ";
  const MISSING = "Chưa tìm được: phần tìm kiếm của trang không tải được. Xin bấm Tìm để thử lại, hoặc tìm theo ";
  const WAITING = "Đang tìm… Mạng đang chậm; trong khi chờ, có thể tìm theo ";

  const source = document.currentScript.src.replace(/page\.js$/, "search.js");
  const query = /[?&]q=([^&]+)/.exec(location.search);
  const asked = query ? decode(query[1]).trim() : "";
  let coming = null;
  // The results of a query in the address get their room before anything is painted, and the client is
  // on its way before the page has come whole.
  if (asked && /\/tim-kiem\/$/.test(location.pathname)) {
    document.documentElement.dataset.asked = "";
    coming = fetchClient();
    coming.catch(() => {});
  }

  document.addEventListener("DOMContentLoaded", () => {
    const forms = Array.from(document.querySelectorAll("form[data-search]"));
    const box = forms.find((form) => form.dataset.search === "page") || forms[0];
    const isPage = box.dataset.search === "page";
    const input = box.elements.q;
    const place = document.getElementById(box.dataset.results);
    const status = place.querySelector("[role=status]");
    let isLoading = false;
    let isReady = false;

    const say = (words, leads) => {
      const isAsked = input.value.trim() !== "";
      status.textContent = isAsked ? words : "";
      if (!isPage) place.hidden = !isAsked;
      if (!isAsked || !leads) return;
      const link = document.createElement("a");
      link.href = isPage ? "#_danh-sach" : `${box.action}?q=${encodeURIComponent(input.value)}`;
      link.textContent = "danh sách";
      status.appendChild(link);
      status.appendChild(document.createTextNode("."));
    };
    const fail = (words) => {
      isLoading = false;
      coming = null;
      delete document.documentElement.dataset.asked;
      say(words, true);
    };
    const load = () => {
      if (isReady) return;
      say("Đang tìm…");
      if (isLoading) return;
      isLoading = true;
      setTimeout(() => isLoading && say(WAITING, true), SLOW);
      coming = coming || fetchClient();
      // A client that came and could not be read has left nothing behind.
      coming.then(
        () => {
          isReady = Boolean(window.attachSearch);
          if (!isReady) return fail(OLD);
          isLoading = false;
          return window.attachSearch(box);
        },
        () => fail(MISSING),
      );
    };

    for (const form of forms) if (form !== box) form.hidden = true;
    input.addEventListener("focus", load);
    input.addEventListener("input", load);
    if (isPage && asked) {
      input.value = asked;
      load();
    }
    document.addEventListener("keydown", (event) => {
      const writing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing;
      const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!slash && !control) return;
      event.preventDefault();
      // On a narrow window the header has only the button that leads to the page.
      if (input.offsetParent) input.select();
      else location.assign(box.action);
    });
  });

  function fetchClient() {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  // What is no UTF-8 stays as it stands in the address.
  function decode(text) {
    const spaced = text.replace(/\+/g, " ");
    try {
      return decodeURIComponent(spaced);
    } catch (problem) {
      return spaced;
    }
  }
}
