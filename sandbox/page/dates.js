// Moments are shown as people in the province read them, whatever zone the browser is in.

const ZONE = "Asia/Ho_Chi_Minh";
const time = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const withSeconds = new Intl.DateTimeFormat("vi-VN", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const weekday = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, weekday: "long" });
const parts = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

export const clockTime = (moment) => time.format(moment);
export const clockTimeWithSeconds = (moment) => withSeconds.format(moment);
export const isoDay = (moment) => parts.format(moment);

export function dayLabel(moment) {
  const [year, month, day] = isoDay(moment).split("-");
  return `${capital(weekday.format(moment))}, ${day}/${month}/${year}`;
}

export function shortMoment(moment) {
  const [, month, day] = isoDay(moment).split("-");
  return `${clockTime(moment)} ${capital(weekday.format(moment))} ${day}/${month}`;
}

export function nextMorning(moment) {
  const tomorrow = new Date(`${isoDay(moment)}T12:00:00Z`);
  tomorrow.setUTCDate(tomorrow.getUTCDate() + 1);
  return `${tomorrow.toISOString().slice(0, 10)}T07:30:00+07:00`;
}

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
