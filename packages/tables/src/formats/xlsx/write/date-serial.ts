/**
 * The serial number of a civil date, `2024-04-03`, in the 1900 system; `undefined` for what is no such text, for a day that does not exist,
 * and for days that a sheet has no number for: before 1900, after 9999.
 */
export function dateSerial(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || day < 1 || day > daysOf(month, year)) return undefined;
  const serial = Date.UTC(year, month - 1, day) / DAY_MS + 25_569;
  // The 60 of the system is a 29th of February 1900.
  return serial > 60 ? serial : serial - 1;
}

/** How many days a month has, 0 for none of the twelve. */
function daysOf(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The same of a civil date and time, `2024-04-03T13:30:15.25`, with `T` or a blank. */
export function dateTimeSerial(text: string): number | undefined {
  const day = dateSerial(text.slice(0, 10));
  if (text.length === 10) return day;
  const separator = text[10];
  const time = separator === "T" || separator === " " ? timeSerial(text.slice(11)) : undefined;
  return day === undefined || time === undefined ? undefined : day + time;
}

/** The share of a day that a time of day is, `13:30` or `13:30:15.25`, to the millisecond. */
export function timeSerial(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?$/.exec(text);
  if (!match) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return (((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.round(Number(match[4] ?? 0) * 1000)) / DAY_MS;
}

const DAY_MS = 86_400_000;
