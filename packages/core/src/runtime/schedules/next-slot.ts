import { Cron } from "croner";
import { checkOptions, wholeNumber } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import { civilMs, passedOverAt } from "./civil-time.ts";

/** A cron expression, and the time zone it is read in. */
export interface Timetable {
  readonly cron: string;
  readonly timeZone: string;
}

/**
 * The first slot of a timetable after a moment; `null` if there is none.
 *
 * Where clocks go forward, a slot in the hour that is left out comes at its end; where they go back, a slot in the hour that comes
 * twice comes once, and one of every so many minutes goes on evenly. (As croner does it, but for hours that are left out up to midnight.)
 * @throws RowmillError `OPTION_INVALID` for an expression or a time zone that does not exist
 */
export function nextSlot({ cron, timeZone }: Timetable, after: Date): Date | null {
  // croner and Intl take an empty name for the machine's own zone.
  if (typeof timeZone !== "string" || timeZone === "") throw noTimeZone(timeZone);
  try {
    const slot = new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after);
    return isOnceADay(cron) ? (passedOverSlot({ cron, timeZone }, after, slot) ?? slot) : slot;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!isTimeZone(timeZone)) throw noTimeZone(timeZone, error);
    const message = `${JSON.stringify(cron)} is no cron expression: ${reason.replace(/^CronPattern: /, "")}`;
    throw new RowmillError("OPTION_INVALID", message, { cause: error });
  }
}

/** Whether an expression names one time of a day: only its slots are moved to the end of a gap. */
function isOnceADay(cron: string): boolean {
  const fields = cron.trim().split(/\s+/);
  return fields.length >= 5 && fields.slice(0, fields.length === 5 ? 2 : 3).every((field) => /^\d+$/.test(field));
}

/**
 * The end of a gap that has the next slot in it. croner looks for it on the slot's own day, and finds none where the gap ends at midnight
 * (America/Nuuk: 23:00 to 24:00), so the slot of that day would be lost.
 */
function passedOverSlot({ cron, timeZone }: Timetable, after: Date, slot: Date | null): Date | undefined {
  const civil = new Cron(cron, { timezone: "UTC", paused: true }).nextRun(new Date(civilMs(after.getTime(), timeZone)))?.getTime();
  if (civil === undefined || (slot && civilMs(slot.getTime(), timeZone) === civil)) return undefined;
  const moment = passedOverAt(civil, timeZone);
  return moment !== undefined && moment > after.getTime() && (!slot || moment < slot.getTime()) ? new Date(moment) : undefined;
}

function noTimeZone(timeZone: unknown, cause?: unknown): RowmillError {
  const message = `There is no time zone ${JSON.stringify(timeZone)}: give an IANA name such as "Europe/Berlin" or "UTC"`;
  return new RowmillError("OPTION_INVALID", message, { cause });
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
  checkOptions(options, ["timeZone", "after", "count"], "previewSchedule");
  const { timeZone = "UTC", after = new Date() } = options;
  const count = wholeNumber("count", options.count, 5, { min: 1, max: 1_000 });
  const slots: Date[] = [];
  for (let slot = nextSlot({ cron, timeZone }, after); slot && slots.length < count;) {
    slots.push(slot);
    slot = nextSlot({ cron, timeZone }, slot);
  }
  return slots;
}
