/** When a schedule comes: as a cron expression and its time zone, if the words name one. */
export interface Timing {
  readonly cron: string;
  readonly timeZone: string | undefined;
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/**
 * Reads words such as `weekdays at 8:00, Europe/Berlin`; `undefined` if they are none that it knows. It knows `every N minutes`, `every N hours`, `hourly`,
 * and `daily`, `weekdays`, `weekends`, `every monday and friday`, `monthly on the 1st`, each with `at H:MM` or `at 8am`.
 */
export function timingOfWords(text: string): Timing | undefined {
  const parts = text.split(",");
  const last = parts.at(-1)!.trim();
  const hasZone = parts.length > 1 && ZONE.test(last) && dayOf(last.toLowerCase()) < 0;
  const words = (hasZone ? parts.slice(0, -1) : parts).join(",");
  const cron = cronOfWords(words.trim().toLowerCase().replaceAll(/\s+/g, " "));
  return cron === undefined ? undefined : { cron, timeZone: hasZone ? last : undefined };
}

const ZONE = /^[A-Za-z_]+(?:\/[\w+-]+)*$/;

/** The number of a day, from Sunday on; -1 for what is none. */
function dayOf(name: string): number {
  return DAYS.indexOf(name.endsWith("s") ? name.slice(0, -1) : name);
}

function cronOfWords(words: string): string | undefined {
  if (words === "hourly" || words === "every hour") return "0 * * * *";
  const [, count, unit] = /^every (\d{1,2}) (minute|hour)s?$/.exec(words) ?? [];
  if (count !== undefined) return intervalCron(Number(count), unit === "minute");
  const [, when = "", time = ""] = /^(.+?) at (.+)$/.exec(words) ?? [];
  const at = timeOf(time);
  const days = at && daysOf(when);
  return days && `${at} ${days}`;
}

/** Only what divides the hour or the day comes evenly. */
function intervalCron(count: number, isMinutes: boolean): string | undefined {
  if (count === 0 || (isMinutes ? 60 : 24) % count !== 0) return undefined;
  if (isMinutes) return count === 60 ? "0 * * * *" : `*/${count} * * * *`;
  return count === 24 ? "0 0 * * *" : `0 */${count} * * *`;
}

/** Minute and hour. */
function timeOf(time: string): string | undefined {
  const [, hour, minute = "0", half] = /^(\d{1,2})(?::(\d\d))? ?(am|pm)?$/.exec(time) ?? [];
  if (hour === undefined || Number(minute) > 59) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "pm" ? 12 : 0);
  if (hours > 23 || (half !== undefined && (Number(hour) < 1 || Number(hour) > 12))) return undefined;
  return `${Number(minute)} ${hours}`;
}

/** Day of month, month and day of week. */
function daysOf(when: string): string | undefined {
  if (when === "daily" || when === "every day") return "* * *";
  if (when === "weekdays" || when === "every weekday") return "* * 1-5";
  if (when === "weekends") return "* * 0,6";
  const [, day] = /^monthly on the (\d{1,2})(?:st|nd|rd|th)?$/.exec(when) ?? [];
  if (day !== undefined) return Number(day) >= 1 && Number(day) <= 31 ? `${Number(day)} * *` : undefined;
  const [, list] = /^(?:every|on) (.+)$/.exec(when) ?? [];
  const numbers = list?.split(/,? and |, ?/).map(dayOf);
  if (!numbers || numbers.includes(-1)) return undefined;
  return `* * ${[...new Set(numbers)].toSorted((a, b) => a - b).join(",")}`;
}

/** A cron expression in words that `timingOfWords` reads; `undefined` for what it cannot say. */
export function wordsOfCron(cron: string): string | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", more] = cron.trim().split(/\s+/);
  if (more !== undefined || month !== "*") return undefined;
  if (day === "*" && weekday === "*") {
    if (minute === "0" && hour === "*") return "hourly";
    const [, minutes] = /^\*\/(\d{1,2})$/.exec(minute) ?? [];
    if (minutes !== undefined && hour === "*") return saidInterval(Number(minutes), true);
    const [, hours] = /^\*\/(\d{1,2})$/.exec(hour) ?? [];
    if (hours !== undefined && minute === "0") return saidInterval(Number(hours), false);
  }
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return undefined;
  const when = saidDays(day, weekday);
  return when && `${when} at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

function saidInterval(count: number, isMinutes: boolean): string | undefined {
  if (intervalCron(count, isMinutes) === undefined || count === (isMinutes ? 60 : 24)) return undefined;
  return `every ${count} ${isMinutes ? "minute" : "hour"}${count === 1 ? "" : "s"}`;
}

function saidDays(day: string, weekday: string): string | undefined {
  if (day !== "*") return weekday === "*" && /^\d{1,2}$/.test(day) ? `monthly on the ${ordinal(Number(day))}` : undefined;
  if (weekday === "*") return "daily";
  if (/^(?:1-5|mon-fri)$/i.test(weekday)) return "weekdays";
  if (weekday === "0,6") return "weekends";
  const names = weekday
    .split(",")
    .map((one) => (/^\d$/.test(one) ? DAYS[Number(one) % 7] : DAYS.find((name) => name.slice(0, 3) === one.toLowerCase())));
  return names.includes(undefined) ? undefined : `every ${names.join(" and ")}`;
}

function ordinal(number: number): string {
  const end = number % 10;
  const isTeen = number > 10 && number < 14;
  return `${number}${isTeen ? "th" : end === 1 ? "st" : end === 2 ? "nd" : end === 3 ? "rd" : "th"}`;
}
