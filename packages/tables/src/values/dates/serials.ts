import { type Decimal, decimalText, divide, roundTo, parseDecimal, stripZeros } from "../numbers/decimal.ts";
import { clockMs, DAY_MS, type DateParts, fromClockMs } from "./moment.ts";

/** Moments as numbers: days of Excel in its two systems, seconds and milliseconds since 1970 in UTC. */
export type Serial = "excel" | "excel1904" | "unix" | "unixMs";

export function isSerial(name: string): name is Serial {
  return name === "excel" || name === "excel1904" || name === "unix" || name === "unixMs";
}

/** Reads a number as a moment; `undefined` if it is none. A whole number of days is a date without a time. */
export function readSerial(text: string, serial: Serial): DateParts | undefined {
  const number = parseDecimal(text);
  if (number === undefined) return undefined;
  if (serial === "unix") return momentOf(number, 9);
  if (serial === "unixMs") return momentOf(number, 6);
  const day = Number(roundTo(number, 0, "floor").coefficient);
  const last = serial === "excel" ? 2_958_465 : 2_957_003;
  if (number.coefficient < 0n || day > last) return undefined;
  const date = serial === "excel" ? excelDay(day) : clockMs(1904, 1, 1) + day * DAY_MS;
  // The 29th of February 1900, which Excel has and the calendar has not.
  if (date === undefined) return undefined;
  const whole = stripZeros(number).scale === 0;
  if (whole) {
    const { year, month, day: ofMonth } = fromClockMs(date);
    return { year, month, day: ofMonth };
  }
  const fraction = { coefficient: number.coefficient - BigInt(day) * 10n ** BigInt(number.scale), scale: number.scale };
  const ms = Number(roundTo({ coefficient: fraction.coefficient * BigInt(DAY_MS), scale: fraction.scale }, 0, "halfExpand").coefficient);
  return { ...fromClockMs(date + ms), nanosecond: (ms % 1000) * 1_000_000 };
}

/** Writes a moment of a clock as a number. */
export function writeSerial(ms: number, nanosecond: number, serial: Serial): string {
  if (serial === "unixMs") return String(ms + Math.floor(nanosecond / 1_000_000));
  if (serial === "unix") return decimalText(stripZeros({ coefficient: BigInt(ms) * 1_000_000n + BigInt(nanosecond), scale: 9 }));
  const start = serial === "excel1904" ? clockMs(1904, 1, 1) : ms < clockMs(1900, 3, 1) ? clockMs(1899, 12, 31) : clockMs(1899, 12, 30);
  const days = divide({ coefficient: BigInt(ms - start), scale: 0 }, { coefficient: BigInt(DAY_MS), scale: 0 }, 10, "halfExpand");
  return decimalText(stripZeros(days));
}

function excelDay(day: number): number | undefined {
  if (day === 60) return undefined;
  return clockMs(1899, 12, day < 60 ? 31 : 30) + day * DAY_MS;
}

/** A count of seconds (9) or milliseconds (6 digits of nanoseconds are left) since 1970. */
function momentOf(number: Decimal, nanosecondDigits: number): DateParts | undefined {
  const nanoseconds = roundTo(
    { coefficient: number.coefficient * 10n ** BigInt(nanosecondDigits), scale: number.scale },
    0,
    "floor",
  ).coefficient;
  let ms = nanoseconds / 1_000_000n;
  if (nanoseconds % 1_000_000n < 0n) ms -= 1n;
  if (ms < -62_135_596_800_000n || ms > 253_402_300_799_999n) return undefined;
  const seconds = Math.floor(Number(ms) / 1000);
  const nanosecond = Number(nanoseconds - BigInt(seconds) * 1_000_000_000n);
  return { ...fromClockMs(seconds * 1000), nanosecond, offsetMinutes: 0 };
}
