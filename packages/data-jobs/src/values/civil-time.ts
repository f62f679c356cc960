/** Milliseconds from 1970-01-01 to a day of the Gregorian calendar, in UTC. `month` is 1 to 12. The years 0 to 9999 work. */
export function civilMs(year: number, month: number, day: number): number {
  // Howard Hinnant, "days_from_civil": counting years from March makes the leap day the last of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400_000;
}

/** How many days a month has. `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A day as `2024-04-03`. */
export function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A date-time as `2024-04-03T13:45:10`, with its milliseconds if it has some, and `Z` if it is in UTC. */
export function isoDateTime(ms: number, utc: boolean): string {
  const text = new Date(ms).toISOString();
  return text.slice(0, ms % 1000 === 0 ? 19 : 23) + (utc ? "Z" : "");
}

/** Milliseconds since midnight as `13:45:10`. */
export function isoTime(ms: number): string {
  const inDay = ((ms % 86_400_000) + 86_400_000) % 86_400_000;
  return isoDateTime(inDay, false).slice(11);
}
