// The buttons that a page has for its address: share it where the device has a way to, else copy it;
// copy the address of a feed; print. Without JavaScript none of them is shown.
{
  const said = (button, word) => {
    const label = [...button.childNodes];
    button.ariaLive = "polite";
    button.replaceChildren(word);
    setTimeout(() => button.replaceChildren(...label), 4_000);
  };
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      said(button, "Đã chép");
    } catch {
      said(button, "Không chép được");
    }
  };

  for (const button of document.querySelectorAll("[data-share]")) {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const title = document.querySelector("h1").textContent;
    if (!navigator.share) button.textContent = "Chép địa chỉ";
    button.addEventListener("click", async () => {
      if (!navigator.share) return copy(button, url);
      try {
        await navigator.share({ title, url });
      } catch (failure) {
        if (failure.name !== "AbortError") await copy(button, url);
      }
    });
  }
  for (const button of document.querySelectorAll("[data-copy-text]"))
    button.addEventListener("click", () => copy(button, button.dataset.copyText));
  document.querySelector("[data-print]")?.addEventListener("click", () => print());
}
