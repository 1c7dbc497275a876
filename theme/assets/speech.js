// Reads a story aloud with a Vietnamese voice of the reader's own device. What is read is the script
// for the station, where numbers and abbreviations are in words, one sentence after another. Where
// there is no such voice nothing is shown; voices that send the text to somebody are not used.
const KEY = "bulletin-speech";
const box = document.querySelector("[data-speech]");
const speech = globalThis.speechSynthesis;

if (box && speech && globalThis.SpeechSynthesisUtterance) {
  const [main, stop] = box.querySelectorAll("button");
  const count = box.querySelector(":scope > span > span");
  const address = new URL(box.dataset.speech, location).href;
  let voice = null;
  let sentences = null;
  let place = 0;
  let turn = 0; // grows with each start and stop, so that an event of an older sentence counts no more
  let isReading = false;
  let spoken = null; // a browser may drop a sentence that nobody holds, and never say that it ended

  // The place outlives the page, as long as the text has as many sentences as it had.
  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept?.address === address ? kept : null;
    } catch {
      return null;
    }
  };
  const keep = () => {
    try {
      if (place) localStorage.setItem(KEY, JSON.stringify({ address, place, of: sentences.length }));
      else if (recall()) localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing: the next visit begins at the beginning.
    }
  };

  // The buttons stand at the foot of the window from the first press of one to the end or the stop.
  const show = (isOpen, words = "") => {
    const begin = words ? "Thử lại" : place || isOpen ? "Nghe tiếp" : "Nghe bài này";
    main.textContent = isReading ? "Tạm dừng" : begin;
    stop.hidden = !isOpen;
    box.toggleAttribute("data-begun", isOpen);
    count.textContent = words || (isOpen ? `Câu ${place + 1}/${sentences.length}` : "");
  };

  const hush = () => {
    turn += 1;
    isReading = false;
    speech.cancel();
  };

  const fail = (words) => {
    hush();
    show(true, words);
  };

  const read = () => {
    const mine = ++turn;
    spoken = new SpeechSynthesisUtterance(sentences[place]);
    spoken.lang = voice.lang.replace("_", "-");
    try {
      spoken.voice = voice;
    } catch {
      // The language says enough.
    }
    spoken.onend = () => {
      if (mine !== turn) return;
      place += 1;
      if (place < sentences.length) {
        keep();
        read();
        return;
      }
      place = 0;
      isReading = false;
      keep();
      show(false);
    };
    spoken.onerror = () => {
      if (mine === turn) fail("Máy không đọc được bài này.");
    };
    isReading = true;
    show(true);
    speech.speak(spoken);
  };

  const load = async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...page.querySelectorAll("#_loi-doc p span")];
    sentences = found.map((one) => one.textContent.trim()).filter(Boolean);
    if (!sentences.length) throw new Error("nothing to read");
    if (recall()?.of !== sentences.length || place >= sentences.length) place = 0;
  };

  // Pausing ends the sentence: some phones do not go on after a pause. It is read again from its start.
  main.addEventListener("click", async () => {
    if (isReading) {
      hush();
      show(true);
      return;
    }
    const mine = ++turn;
    try {
      if (!sentences) await load();
    } catch {
      if (mine === turn) fail("Không tải được bài đọc.");
      return;
    }
    if (mine !== turn) return;
    speech.cancel();
    read();
  });

  stop.addEventListener("click", () => {
    hush();
    place = 0;
    keep();
    show(false);
    main.focus({ preventScroll: true });
  });

  addEventListener("pagehide", () => {
    if (!isReading) return;
    hush();
    show(true);
  });

  const offer = () => {
    voice ??= speech
      .getVoices()
      .find((one) => /^vi(?:[-_]|$)/i.test(one.lang) && one.localService !== false);
    if (!voice || "ready" in box.dataset) return;
    place = recall()?.place ?? 0;
    show(false);
    box.dataset.ready = "";
  };
  offer();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  else speech.onvoiceschanged = offer;
}
