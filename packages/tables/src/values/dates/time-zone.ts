import { DAY_MS } from "./moment.ts";

/** A time zone: how far its clocks are ahead of UTC. */
export interface TimeZone {
  /** At an instant, in minutes. Seconds of the times before standard time are rounded. */
  offsetAt(instantMs: number): number;
  /**
   * For a time that its clocks show. Of a time that comes twice, the first; a time that is skipped counts as later by the hour
   * that is skipped, as `Temporal` does.
   */
  offsetOfClock(clockMs: number): number;
}

/** @throws RangeError for a name that is unknown */
export function timeZone(name: string): TimeZone {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(name);
  if (fixed) {
    const minutes = (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === "-" ? -1 : 1);
    return { offsetAt: () => minutes, offsetOfClock: () => minutes };
  }
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const known = new Map<number, number>();

  function offsetAt(instantMs: number): number {
    // Clocks change at full quarters of an hour.
    const quarter = Math.floor(instantMs / QUARTER_MS);
    let minutes = known.get(quarter);
    if (minutes === undefined) {
      if (known.size >= MAX_KNOWN) known.clear();
      minutes = lookUp(quarter * QUARTER_MS);
      known.set(quarter, minutes);
    }
    return minutes;
  }

  function lookUp(instantMs: number): number {
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(instantMs)) parts[type] = value;
    const year = parts["era"] === "BC" ? 1 - Number(parts["year"]) : Number(parts["year"]);
    const clock = new Date(0).setUTCFullYear(year, Number(parts["month"]) - 1, Number(parts["day"]));
    const seconds = (Number(parts["hour"]) * 60 + Number(parts["minute"])) * 60 + Number(parts["second"]);
    return Math.round((clock + seconds * 1000 - instantMs) / 60_000);
  }

  return {
    offsetAt,
    offsetOfClock(clockMs) {
      const before = offsetAt(clockMs - DAY_MS);
      const after = offsetAt(clockMs + DAY_MS);
      if (before === after) return before;
      // Whichever offset gives an instant that has it. Both do where the time comes twice, none where it is skipped.
      if (offsetAt(clockMs - before * 60_000) === before) return before;
      return offsetAt(clockMs - after * 60_000) === after ? after : before;
    },
  };
}

const QUARTER_MS = 15 * 60_000;
const MAX_KNOWN = 10_000;
