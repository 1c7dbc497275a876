// Reads {form, today, cases: [{kind, values}], slugs} and writes what the desk says of each.
import { fileName } from "./desk/slug.js";
import { readDay } from "./desk/dates.js";
import { dropEmpty, judge, openForm } from "./desk/rules.js";
import { makePath, makeText } from "./desk/file.js";

let input = "";
for await (const part of process.stdin) input += part;
const { form: data, today, cases, titles, days } = JSON.parse(input);
const form = openForm(data);
const said = cases.map(({ kind: name, values, body }) => {
  const kind = form.kinds.find((one) => one.name === name);
  const filled = dropEmpty(values) ?? {};
  const mistakes = judge(form, kind, filled, body, today);
  const isRight = !mistakes.some(({ warning }) => !warning);
  return {
    mistakes: mistakes.map(({ path, message, warning }) => `${path}: ${warning ? "cảnh báo: " : ""}${message}`),
    path: isRight ? makePath(form, kind, filled) : "",
    text: isRight ? makeText(kind, filled, body) : "",
  };
});
const slugs = titles.map((title) => fileName(title, form.slug));
process.stdout.write(JSON.stringify({ said, slugs, days: days.map(readDay) }));
