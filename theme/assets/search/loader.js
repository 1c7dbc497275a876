// Fetches search when a reader turns to it, and not before. "/" and Ctrl+K lead to the box.
{
  const forms = [...document.querySelectorAll("form[data-search]")];
  const box = forms.find((form) => form.dataset.search === "page") ?? forms[0];
  const input = box.elements.q;
  let loading;
  // Without a network the box does nothing; with the next letter it tries again.
  const load = () =>
    (loading ??= import("./view.js")
      .then(({ attach }) => attach(box))
      .catch(() => (loading = undefined)));

  for (const form of forms) if (form !== box) form.hidden = true;
  input.addEventListener("focus", load);
  input.addEventListener("input", load);
  const asked = new URLSearchParams(location.search).get("q");
  if (box.dataset.search === "page" && asked) {
    input.value = asked;
    load();
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    // On a narrow window the header has only the button that leads to the page.
    if (input.offsetParent) input.select();
    else location.assign(box.action);
  });
}
