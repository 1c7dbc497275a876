// What was typed and not sent, on this device only, for so many days. It holds names: the page says so.

const KEY = "ban-tin soạn bài";
const DAY = 86_400_000;

export function save(draft, days) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...draft, until: Date.now() + days * DAY }));
    return true;
  } catch {
    return false; // A private window, or a full store: nothing is kept, and the page says so.
  }
}

// The draft, with the moment until which it is kept; null where there is none any more.
export function load() {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY));
    if (draft && draft.until > Date.now()) return draft;
    forget();
  } catch {
    forget();
  }
  return null;
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing is kept then.
  }
}
