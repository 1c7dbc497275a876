// What the check would say of a text, said while it is written: the same words as in bulletin/model/
// and bulletin/content/rules/. tests/desk/cases.json holds the two together. What only the whole
// bulletin shows (two texts with one name, a link to nothing) the editors' office learns later.
import { isDay, isMoment } from "./dates.js";
import { fileName, normalise } from "./slug.js";

const PERSONAL = { individual: "cá nhân", household: "hộ gia đình" };
const THINGS = {
  units: "đơn vị",
  fields: "lĩnh vực",
  campaigns: "phong trào",
  documents: "văn bản",
  event_kinds: "loại sự kiện",
  topics: "chủ đề",
};
const OF_AWARD = { decision: "số quyết định", issuer: "cấp quyết định", date: "ngày quyết định" };
const EARLIEST_YEAR = 1945;

export function length(text) {
  return [...text].length;
}

// "07/4/2020": two figures for the months that could be made another one.
export function shortDate(day) {
  const [year, month, date] = day.slice(0, 10).split("-");
  return `${date}/${Number(month) > 2 ? Number(month) : month}/${year}`;
}

// The description of the form as the build wrote it, with its short lists written out.
export function openForm(data) {
  const named = Object.keys(THINGS).filter((name) => name !== "units");
  const lists = named.map((name) => [name, data[name].map(([key, label]) => ({ key, name: label }))]);
  return { ...data, ...Object.fromEntries(lists) };
}

// The values without empty ones. An empty entry of a list keeps its place, as undefined: mistakes
// stand at the places of the form.
export function dropEmpty(value) {
  if (Array.isArray(value)) {
    const kept = value.map(dropEmpty);
    return kept.some((one) => one !== undefined) ? kept : undefined;
  }
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([key, one]) => [key, dropEmpty(one)]);
    const filled = kept.filter(([, one]) => one !== undefined);
    return filled.length ? Object.fromEntries(filled) : undefined;
  }
  if (typeof value === "string") return normalise(value).trim() || undefined;
  return value === false || value === null ? undefined : value;
}

// Every mistake of the values, which dropEmpty has gone over, as {path, message, warning, because}:
// `because` are the paths of the values that it follows from.
export function judge(form, kind, values, body, today) {
  const found = [];
  const report = (path, message, { warning = false, because = [] } = {}) =>
    found.push({ path, message, warning, because: [path, ...because] });
  for (const key of kind.keys) judgeKey(form, key, key.key, values[key.key], report);
  if (kind.letter) return found;
  const wrong = new Set(found.map(({ path }) => path));
  const rules = { event: judgeEvent, question: () => {} }[kind.name] ?? judgeStory;
  // A value that is wrong by itself is not judged again beside others.
  const right = (path, get) => (wrong.has(path) ? undefined : get);
  rules({ form, values, report, right, today });
  if (values.title && !wrong.has("title") && !fileName(values.title, form.slug)) {
    report("title", "tên bài phải có chữ hoặc số");
  }
  if (!body.trim()) report("body", "bắt buộc phải có (lời văn)");
  return found;
}

function judgeKey(form, key, path, value, report) {
  if (value === undefined) {
    if (key.type === "group" && key.required) judgeKeys(form, key.keys, path, {}, report);
    else if (key.type === "list" && key.required) judgeKeys(form, key.keys, `${path}.0`, {}, report);
    else if (key.required) report(path, `bắt buộc phải có (${key.rule})`);
  } else if (key.type === "group") judgeKeys(form, key.keys, path, value, report);
  else if (key.type === "list") value.forEach((one, at) => one && judgeKeys(form, key.keys, `${path}.${at}`, one, report));
  else if (key.type === "references") value.forEach((one) => judgeReference(form, key, path, one, report));
  else if (key.type === "reference") judgeReference(form, key, path, value, report);
  else if (typeof value === "string") {
    const rule = brokenRule(key, value);
    if (rule) report(path, rule);
  }
}

function judgeKeys(form, keys, path, values, report) {
  for (const key of keys) judgeKey(form, key, `${path}.${key.key}`, values[key.key], report);
}

function brokenRule(key, value) {
  if (key.type === "day" && !isDay(value)) return "phải là ngày có thật dạng 2026-11-18" + quote(value);
  if (key.type === "moment" && !isMoment(value)) {
    const hour = /:|\dT/.test(value) ? " hoặc 2026-11-18T07:30" : "";
    return `phải là ngày có thật dạng 2026-11-18${hour}${quote(value)}`;
  }
  if (key.type === "line" && value.includes("\n")) return "phải nằm trên một dòng" + quote(value);
  if (key.formula && /^[=+@-]/.test(value)) {
    return "không được bắt đầu bằng = + - @ (bảng tính sẽ hiểu là công thức)" + quote(value);
  }
  if (key.max && length(value) > key.max) return `dài quá ${key.max} ký tự (đang có ${length(value)})`;
  return "";
}

function quote(value) {
  const line = [...value.split(/\s+/).join(" ")];
  return `, đang là '${line.slice(0, 60).join("")}${line.length > 60 ? "…" : ""}'`;
}

function judgeReference(form, key, path, value, report) {
  if (!form[key.of].some((one) => one.key === value)) {
    report(path, `không có ${THINGS[key.of]} '${value}'; gõ một phần tên rồi chọn trong danh sách`);
  }
}

// --- rules of a story ---------------------------------------------------------------------------

function judgeStory({ form, values, report, right, today }) {
  const day = right("date", values.date)?.slice(0, 10);
  const { author, source, subject, image, audio, people = [], awards = [] } = values;
  judgeUnit(form, right("unit", values.unit), day, "date", report);
  if (right("author", author) && author !== form.publisher && !source) {
    const message = `thiếu nguồn; chỉ được bỏ khi người viết là '${form.publisher}'`;
    report("source", message, { because: ["author"] });
  }
  if (PERSONAL[subject] && !people.length) {
    const about = `bài về ${PERSONAL[subject]} (subject: ${subject})`;
    report("people.0.name", `${about} phải kể từng người: name, role, consent`, { because: ["subject"] });
  }
  people.forEach((person, at) => person && judgePerson(person, `people.${at}`, { image, audio, day, report }));
  awards.forEach((award, at) => {
    const missing = Object.keys(OF_AWARD).filter((key) => !award?.[key]);
    if (!award?.title || !missing.length) return;
    const what = missing.map((key) => OF_AWARD[key]).join(", ");
    const message = `'${award.title}' chưa có ${what}; ghi thêm ${missing.join(", ")} theo quyết định khen thưởng`;
    report(`awards.${at}.title`, message, { warning: true });
  });
  if (right("title", values.title)) judgeTitle(values.title, report);
  if (Boolean(values.approved_by) !== Boolean(values.approved_on)) {
    const [missing, there] = values.approved_by ? ["approved_on", "approved_by"] : ["approved_by", "approved_on"];
    report(missing, "người duyệt và ngày duyệt phải viết cùng nhau; thêm khóa này", { because: [there] });
  }
  if (day) judgeYear(form, "date", day, source, today, report);
}

function judgePerson({ name, child, consent = {} }, path, { image, audio, day, report }) {
  const scope = `${path}.consent.scope`;
  const agreed = consent.scope;
  if (name && agreed && !agreed.includes("web")) {
    report(scope, `'${name}' chưa đồng ý nêu tên trên trang (thiếu web); bỏ tên khỏi bài`);
  }
  if (child && !consent.guardian_form) {
    const message = "trẻ em phải có sự đồng ý của cha mẹ hoặc người giám hộ; ghi hình thức đồng ý";
    report(`${path}.consent.guardian_form`, message, { because: [`${path}.child`] });
  }
  if (image && name && agreed && !agreed.includes("image")) {
    const message = `'${name}' chưa đồng ý đăng ảnh (thiếu image); bỏ khóa image`;
    report(scope, message, { because: ["image.file"] });
  }
  if (audio && name && agreed && !agreed.includes("radio")) {
    const message =
      `'${name}' chưa đồng ý đọc trên đài (thiếu radio), nên bản ghi âm không ` +
      "được đăng; bỏ khóa audio và xóa tệp, hoặc xin thêm đồng ý rồi ghi radio";
    report(scope, message, { warning: true, because: ["audio.file"] });
  }
  if (day && consent.date && isDay(consent.date) && consent.date > day) {
    const message = "ngày đồng ý sau ngày đăng; kiểm tra lại";
    report(`${path}.consent.date`, message, { warning: true, because: ["date"] });
  }
}

function judgeTitle(title, report) {
  if (title.includes("  ")) report("title", "hai dấu cách liền nhau; để một dấu cách", { warning: true });
  const words = title.match(/[a-z]+/gi) ?? [];
  if (/^[\x00-\x7f]*$/.test(title) && words.length >= 4) {
    report("title", "tên bài viết không dấu; gõ lại bằng tiếng Việt có dấu", { warning: true });
  }
}

function judgeUnit(form, key, day, dayKey, report) {
  const named = (keys = []) =>
    keys
      .map((one) => form.units.find((unit) => unit.key === one))
      .filter(Boolean)
      .map((unit) => `${unit.name} (${unit.key})`)
      .join(", ");
  const unit = form.units.find((one) => one.key === key);
  if (!unit) return;
  if (unit.sample) {
    report("unit", `${unit.name} là đơn vị mẫu, không có thật; sửa đơn vị, hoặc ghi sample: true`);
  }
  if (!day) return;
  const because = [dayKey];
  if (unit.from > day) {
    const before = named(unit.before);
    const message = `${unit.name} có hiệu lực từ ${shortDate(unit.from)}, sau ngày ${shortDate(day)}`;
    report("unit", message + (before && `; trước đó là: ${before}`), { because });
  }
  if (unit.to < day) {
    const after = named(unit.after);
    const message = `${unit.name} đã kết thúc ngày ${shortDate(unit.to)}`;
    report("unit", message + (after && `; đơn vị kế thừa: ${after}`), { warning: true, because });
  }
}

function judgeYear(form, path, day, source, today, report, folder = day.slice(0, 4)) {
  const year = Number(day.slice(0, 4));
  const isOther = folder !== day.slice(0, 4);
  const guess = isOther ? `; có phải '${folder}${day.slice(4, 10)}'?` : "; kiểm tra lại năm";
  if (year < form.since) {
    const isSlip = year < EARLIEST_YEAR || isOther;
    if (!isSlip && new RegExp(`\\b${day.slice(0, 4)}\\b`).test(source ?? "")) return;
    const message = `năm ${day.slice(0, 4)} trước khi bản tin ra đời (${form.since})${guess}`;
    report(path, message, { warning: !isSlip });
  }
  const now = Number(today?.slice(0, 4));
  if (year > now + 2) {
    const message = `năm ${year} còn xa quá, năm nay là ${now}${guess}`;
    report(path, message, { warning: year <= now + 10 });
  }
}

// --- rules of an event --------------------------------------------------------------------------

function judgeEvent({ form, values, report, right, today }) {
  const [start, end] = [right("start", values.start), right("end", values.end)];
  const because = ["start", "end"];
  if (start && end) {
    if (hasHour(end) && !hasHour(start)) {
      const message = "lúc kết thúc có giờ thì lúc bắt đầu cũng ghi giờ, như 2026-11-18T07:30";
      report("start", message, { because });
    }
    if (inMinutes(end) < inMinutes(start)) {
      const isOneDay = end.slice(0, 10) === start.slice(0, 10);
      const hint = isOneDay ? "; trong cùng một ngày thì ghi cả giờ, như 2026-11-18T11:00" : "";
      report("end", `kết thúc trước khi bắt đầu${hint}`, { because });
    }
  }
  judgeUnit(form, right("unit", values.unit), start?.slice(0, 10), "start", report);
  if (start) judgeYear(form, "start", start, undefined, today, report);
  if (end) judgeYear(form, "end", end, undefined, today, report, start?.slice(0, 4));
}

function hasHour(moment) {
  return moment.includes("T");
}

function inMinutes(moment) {
  return moment.includes("T") ? moment : `${moment}T00:00`;
}
