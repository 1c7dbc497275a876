// Copies a script's spoken text. Without JavaScript the button stays hidden and the .txt file serves.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const spoken = [...source.querySelectorAll("p")].map((p) => p.innerText.trim()).join("\n\n");
    try {
      await navigator.clipboard.writeText(spoken + "\n");
      button.textContent = "Đã chép";
    } catch {
      button.textContent = "Không chép được, xin dùng tệp .txt";
    }
  });
}
