import { Cron } from "croner";
import { refuseUnknownOptions, wholeNumber } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";

/** A cron expression, and the time zone it is read in. */
export interface Timetable {
  readonly cron: string;
  readonly timeZone: string;
}

/**
 * The first slot of a timetable after a moment; `null` if there is none.
 *
 * Where clocks go forward, a slot in the hour that is left out comes at its end; where they go back, a slot in the hour that comes
 * twice comes once, and one of every so many minutes goes on evenly. (As croner does it.)
 * @throws RowmillError `OPTION_INVALID` for an expression or a time zone that does not exist
 */
export function nextSlot({ cron, timeZone }: Timetable, after: Date): Date | null {
  try {
    return new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = isTimeZone(timeZone)
      ? `${JSON.stringify(cron)} is no cron expression: ${reason.replace(/^CronPattern: /, "")}`
      : `There is no time zone ${JSON.stringify(timeZone)}: give an IANA name such as "Europe/Berlin" or "UTC"`;
    throw new RowmillError("OPTION_INVALID", message, { cause: error, retriable: false });
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}

/**
 * The next moments at which a cron expression comes: to show a user what it means before it is stored.
 *
 * @param options.timeZone - the IANA name of a time zone. Default "UTC"
 * @param options.after - the moments come after this one. Default now
 * @param options.count - how many, from 1 to 1,000. Default 5
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * previewSchedule("0 3 * * MON", { timeZone: "Europe/Berlin", count: 3 });
 * ```
 */
export function previewSchedule(
  cron: string,
  options: { readonly timeZone?: string | undefined; readonly after?: Date | undefined; readonly count?: number | undefined } = {},
): Date[] {
  refuseUnknownOptions(options, ["timeZone", "after", "count"], "previewSchedule");
  const { timeZone = "UTC", after = new Date() } = options;
  const count = wholeNumber("count", options.count, 5, { min: 1, max: 1_000 });
  const slots: Date[] = [];
  for (let slot = nextSlot({ cron, timeZone }, after); slot && slots.length < count;) {
    slots.push(slot);
    slot = nextSlot({ cron, timeZone }, slot);
  }
  return slots;
}
