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
