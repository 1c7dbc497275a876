// Text in one form, and names for files: as bulletin/vietnamese/normalise.py and slug.py have them.
// tests/desk/cases.json holds the two together.
import { fold } from "../search/words.js";

const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
// Not in any text, and YAML refuses them.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;

export { fold };

export function normalise(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u2028\u2029]/g, "\n")
    .replace(SPACES, " ")
    .replace(UNSEEN, "")
    .replace(/[\u2010\u2011]/g, "-")
    .replace(/[\uf000-\uf0ff]/g, "-")
    .replace(CONTROLS, "")
    .replace(HALVES, "$1")
    .normalize("NFC");
}

export function slug(text) {
  return fold(normalise(text))
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

// The name of a file: whole words, not too many. The word of numbered pages is nobody's name.
export function fileName(title, longest) {
  const name = slug(title);
  const short = name.length > longest ? name.slice(0, longest + 1).replace(/-[^-]*$/, "") : name;
  return short === "trang" || short === "index" ? `${short}-bai` : short;
}
