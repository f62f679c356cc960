import { withoutTrailingZeros } from "../../../../values/numbers/without-trailing-zeros.ts";
import { Shown } from "./number-format.ts";

/** Answers the text of a serial number, or `undefined` for a number that is no date: after the year 9999. */
export type SerialText = (serial: number, shown: Shown) => string | undefined;

/**
 * Makes the civil dates and times that serial numbers stand for, in ISO 8601: `2024-04-03`, `13:30:00`, `2024-04-03T13:30:00`. No
 * time zone has a part in it.
 *
 * A date whose format shows no time but which has one is given with it, so nothing is lost. In the 1900 system the days before
 * March 1900 are those that Excel shows, with the 29th of February 1900 that never was; numbers from 0 to 1 are times of day,
 * negative ones are days before 1899-12-30, as LibreOffice has it. Elapsed time is `36:30:00`.
 */
export function createSerialText(date1904: boolean): SerialText {
  // A column of dates has the same days again and again, and a Date object costs more than all the rest.
  const dates = new Map<number, string>();
  return (serial, shown) => {
    if (shown === Shown.Elapsed) return elapsedText(serial);
    if (!(Math.abs(serial) < MAX_SERIAL)) return undefined;
    const totalMs = Math.round(serial * DAY_MS);
    const day = Math.floor(totalMs / DAY_MS);
    const ms = totalMs - day * DAY_MS;
    if (day === 0 && (shown === Shown.Time || (!date1904 && ms > 0))) return timeText(ms);
    let date = dates.get(day);
    if (date === undefined) {
      date = dateText(day, date1904);
      if (date === undefined) return undefined;
      if (dates.size === KEPT_DATES) dates.clear();
      dates.set(day, date);
    }
    if (shown === Shown.Date && ms === 0) return date;
    return `${date}T${timeText(ms)}`;
  };
}

/** Ten years. */
const KEPT_DATES = 4096;

const DAY_MS = 86_400_000;

/** The day after 9999-12-31. */
const MAX_SERIAL = 2_958_466;

/** Days from 1970 to the day 0 of each system; of 1900 for the days after its false February. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;

function dateText(day: number, date1904: boolean): string | undefined {
  if (date1904) return isoDate(day + EPOCH_1904);
  if (day === 60) return "1900-02-29";
  return isoDate(day + EPOCH_1900 + (day >= 0 && day < 60 ? 1 : 0));
}

function isoDate(days: number): string | undefined {
  const iso = new Date(days * DAY_MS).toISOString();
  return /^\d{4}-/.test(iso) ? iso.slice(0, 10) : undefined;
}

function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction(ms % 1000)}`;
}

function elapsedText(serial: number): string | undefined {
  const totalMs = Math.round(Math.abs(serial) * DAY_MS);
  if (!Number.isSafeInteger(totalMs)) return undefined;
  return `${serial < 0 && totalMs > 0 ? "-" : ""}${timeText(totalMs)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function fraction(ms: number): string {
  return withPoint(String(ms).padStart(3, "0"));
}

/** A point and what is left of digits without the zeros at their end. */
function withPoint(digits: string): string {
  const rest = withoutTrailingZeros(digits);
  return rest === "" ? "" : `.${rest}`;
}

/**
 * The text of a cell that holds a date in ISO 8601 itself (`t="d"`): as it stands, but without the `Z` of a time that is civil, without
 * zeros behind the seconds, and without a time of midnight that its format does not show.
 */
export function isoCellText(raw: string, shown: Shown): string {
  const match = /^(-?\d{4,}-\d\d-\d\d)?(?:T?(\d\d:\d\d)(?::(\d\d)(\.\d+)?)?)?Z?$/.exec(raw.trim());
  if (!match) return raw;
  const [, date, minutes, seconds = "00", part = ""] = match;
  if (minutes === undefined) return date ?? raw;
  const time = `${minutes}:${seconds}${withPoint(part.slice(1))}`;
  if (date === undefined) return time;
  const isMidnight = time === "00:00:00";
  if (shown === Shown.Time && /^(?:1899-12-3[01]|1904-01-01)$/.test(date)) return time;
  return isMidnight && (shown === Shown.Date || shown === Shown.Number) ? date : `${date}T${time}`;
}
