// Days as officials type them, and as the file has them.

const DAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const TYPED = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:[\s,]+(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{2})?)?$/i;
const HOUR = /^(\d{4}-\d{2}-\d{2})[T\s]+(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{2})?$/i;

export function isDay(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found || found[1] === "0000") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

export function isMoment(text) {
  const [day, time] = text.split("T");
  return isDay(day) && (time === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(time));
}

// What was typed in the form of the file where it can be read: "18/11/2026 7h30" -> 2026-11-18T07:30.
export function readDay(typed) {
  const text = typed.trim();
  const two = (part) => part.padStart(2, "0");
  const time = (hour, minute) => (hour ? `T${two(hour)}:${minute ?? "00"}` : "");
  const vietnamese = TYPED.exec(text);
  if (vietnamese) {
    const [, day, month, year, hour, minute] = vietnamese;
    return `${year}-${two(month)}-${two(day)}${time(hour, minute)}`;
  }
  const withHour = HOUR.exec(text);
  return withHour ? withHour[1] + time(withHour[2], withHour[3]) : text;
}

// "Thứ Tư, ngày 18 tháng 11 năm 2026, 7 giờ 30"; "" where it is no day.
export function sayDay(text) {
  if (!isMoment(text)) return "";
  const [day, time] = text.split("T");
  const [year, month, date] = day.split("-").map(Number);
  const name = DAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
  const [hour, minute] = (time ?? "").split(":").map(Number);
  const at = time ? `, ${hour} giờ${minute ? ` ${minute}` : ""}` : "";
  return `${name}, ngày ${date} tháng ${month} năm ${year}${at}`;
}

export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
