// Moments are shown as people in the province read them, whatever zone the browser is in.

import { language, t } from "./words.js";

const ZONE = "Asia/Ho_Chi_Minh";
const PLACE = language === "en" ? "en-GB" : "vi-VN";
const time = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const withSeconds = new Intl.DateTimeFormat("vi-VN", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const weekday = new Intl.DateTimeFormat(PLACE, { timeZone: ZONE, weekday: language === "en" ? "short" : "long" });
const parts = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS = 86_400_000;

export const clockTime = (moment) => time.format(moment);
export const clockTimeWithSeconds = (moment) => withSeconds.format(moment);
export const isoDay = (moment) => parts.format(moment);

export function dayLabel(moment) {
  const [year, month, day] = isoDay(moment).split("-");
  if (language === "en") return `${shortDay(moment)} ${year}`;
  return `${capital(weekday.format(moment))}, ${day}/${month}/${year}`;
}

export function shortDay(moment) {
  const [, month, day] = isoDay(moment).split("-");
  if (language === "en") return `${weekday.format(moment)} ${Number(day)} ${MONTHS[month - 1]}`; // as the bot has it
  return `${capital(weekday.format(moment))} ${day}/${month}`;
}

export const shortMoment = (moment) => `${clockTime(moment)} ${shortDay(moment)}`;

export function distance(now, moment) {
  const days = Math.round((Date.parse(isoDay(moment)) - Date.parse(isoDay(now))) / DAY_MS);
  if (days <= 0) return t("today");
  return days === 1 ? t("tomorrow") : t("in_days", { n: days });
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
