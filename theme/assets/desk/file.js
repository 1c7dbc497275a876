// The file of a text: its path in the repository and what stands in it. A text is written as JSON
// writes it, which is YAML too, so that no colon, quotation mark or hash can be taken for YAML's.
import { fileName } from "./slug.js";

export function makePath(form, kind, values) {
  const parts = {
    year: values[kind.day].slice(0, 4),
    campaign: values.campaign,
    slug: fileName(values.title, form.slug),
  };
  return kind.path.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

export function makeText(kind, values, body) {
  const keys = kind.keys.filter((key) => key.key !== "campaign");
  return ["---", ...writeKeys(keys, values), "---", "", body.trim(), ""].join("\n");
}

// What is asked of the office in words.
export function makeLetter(kind, values) {
  const asked = kind.keys.filter(({ key }) => values[key] !== undefined);
  const say = ({ key, choices }) => choices?.find(([value]) => value === values[key])?.[1] ?? values[key];
  return [kind.letter, "", ...asked.map((key) => `${key.label}: ${say(key)}`), ""].join("\n");
}

export function makeEntry(kind, values) {
  return `${writeEntry(writeKeys(kind.keys, values)).join("\n")}\n`;
}

function writeKeys(keys, values) {
  return keys.flatMap((key) => (values[key.key] === undefined ? [] : writeKey(key, values[key.key])));
}

function writeKey({ key, type, keys }, value) {
  if (type === "list") return [`${key}:`, ...value.filter(Boolean).flatMap((one) => writeEntry(writeKeys(keys, one)))];
  if (type === "group") return [`${key}:`, ...writeKeys(keys, value).map((line) => `  ${line}`)];
  if (type === "references" || type === "choices") return [`${key}: [${value.join(", ")}]`];
  const isText = type === "line" || type === "text";
  return [`${key}: ${isText ? JSON.stringify(value) : value}`];
}

function writeEntry(lines) {
  return lines.map((line, at) => (at ? `    ${line}` : `  - ${line}`));
}
