import type { OutputCell, OutputColumn } from "../../../table/output.ts";
import { type OutputPlace, valueUnwritable } from "../../../table/value-unwritable.ts";
import { isExactNumber } from "../../../values/exact-number.ts";

/** What Parquet stores for a value. */
export type ParquetValue = string | number | bigint | boolean | null;

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** The column's element of the schema, without its name. */
  readonly element: Readonly<Record<string, unknown>>;
  /** @throws RowmillError `VALUE_UNWRITABLE` for a text that is no value of the column's type */
  value(cell: OutputCell, place: OutputPlace): ParquetValue;
}

/**
 * How a column is stored: integers as INT64, numbers as DOUBLE, dates, times and moments as such, everything else as text.
 * An empty text of a column that is no text is a missing value.
 *
 * @param sample - a value of the column that is not missing: moments with a zone are stored in UTC, those without as local time
 */
export function parquetColumn({ name, type }: OutputColumn, sample: string | undefined): ParquetColumn {
  const reader = READERS[type ?? "string"] ?? READERS.string;
  const { element, read, needs } = reader(sample);
  return {
    name,
    element,
    value(cell, place) {
      if (cell === null || (cell === "" && read !== asText)) return null;
      const value = read(cell);
      if (value === undefined) throw valueUnwritable(place, `${JSON.stringify(cell)} is not ${needs}`);
      return value;
    },
  };
}

interface Reader {
  readonly element: Readonly<Record<string, unknown>>;
  readonly read: (text: string) => ParquetValue | undefined;
  /** What a value must be, for messages. */
  readonly needs: string;
}

const asText = (text: string) => text.toWellFormed();

const READERS: Readonly<Record<NonNullable<OutputColumn["type"]>, (sample: string | undefined) => Reader>> = {
  string: () => ({ element: { type: "BYTE_ARRAY", converted_type: "UTF8" }, read: asText, needs: "a text" }),
  integer: () => ({ element: { type: "INT64" }, read: toInteger, needs: "a whole number of 64 bits" }),
  number: () => ({
    element: { type: "DOUBLE" },
    read: (text) => (isExactNumber(text) ? Number(text) : undefined),
    needs: "a number that a double holds exactly: write the column as text",
  }),
  boolean: () => ({
    element: { type: "BOOLEAN" },
    read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    needs: "true or false",
  }),
  date: () => ({ element: { type: "INT32", converted_type: "DATE" }, read: toDays, needs: "a date such as 2026-11-30" }),
  time: () => ({
    element: {
      type: "INT64",
      converted_type: "TIME_MICROS",
      logical_type: { type: "TIME", isAdjustedToUTC: false, unit: "MICROS" },
    },
    read: toMicrosOfDay,
    needs: "a time such as 09:30:00",
  }),
  datetime: (sample) => {
    const isUtc = sample !== undefined && HAS_ZONE.test(sample);
    return {
      element: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: isUtc, unit: "MICROS" } },
      read: (text) => (HAS_ZONE.test(text) === isUtc ? toMicros(text) : undefined),
      needs: `a moment ${isUtc ? "with a zone, such as 2026-11-30T09:30:00Z" : "without a zone, such as 2026-11-30T09:30:00"}`,
    };
  },
};

const HAS_ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

function toInteger(text: string): bigint | undefined {
  if (text.length > 20 || !/^-?\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined;
}

function toDays(text: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.slice(0, 11));
  if (!parts) return undefined;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  // A day that does not exist comes out as another.
  return new Date(ms).toISOString().slice(0, 10) === text ? ms / 86_400_000 : undefined;
}

function toMicrosOfDay(text: string): bigint | undefined {
  const parts = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text.slice(0, 16));
  if (!parts) return undefined;
  const [, hours = "", minutes = "", seconds = "0", fraction = ""] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

function toMicros(text: string): bigint | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text.slice(0, 40));
  if (!parts) return undefined;
  const [, date = "", time = "", zone = "Z"] = parts;
  const days = toDays(date);
  const micros = toMicrosOfDay(time);
  if (days === undefined || micros === undefined) return undefined;
  const offset = zone === "Z" ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * (zone.startsWith("-") ? -1 : 1);
  return BigInt(days) * 86_400_000_000n + micros - BigInt(offset) * 60_000_000n;
}
