const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * What clocks show in a time zone at a moment, as if it were UTC, in milliseconds: civil times can be compared and calculated with like that.
 */
export function civilMs(momentMs: number, timeZone: string): number {
  return civilClock(timeZone)(momentMs);
}

/**
 * The moment at which the clocks of a time zone pass over a civil time, because they go forward then; `undefined` if they show that time.
 */
export function passedOverAt(civil: number, timeZone: string): number | undefined {
  const clock = civilClock(timeZone);
  // No zone is further than a day from UTC, and none changes twice in four days.
  let before = civil - 2 * DAY_MS;
  let after = civil + 2 * DAY_MS;
  if (clock(after) - after <= clock(before) - before) return undefined;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (clock(middle) < civil) before = middle;
    else after = middle;
  }
  return clock(after) === civil ? undefined : after;
}

function civilClock(timeZone: string): (momentMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (momentMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(momentMs)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((momentMs % 1_000) + 1_000) % 1_000);
  };
}
