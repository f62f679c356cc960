import { RowmillError } from "./errors.ts";

/** Bounds of a number that an option takes. */
export interface NumberBounds {
  readonly min: number;
  readonly max?: number;
}

/**
 * Answers a whole number that an option was given, or `fallback` if it was given none.
 * @throws RowmillError `OPTION_INVALID` for anything else
 */
export function wholeNumber(name: string, value: number | undefined, fallback: number, { min, max = Number.MAX_SAFE_INTEGER }: NumberBounds): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const expected = max === Number.MAX_SAFE_INTEGER ? `from ${min} up` : `from ${min} to ${max}`;
  throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a whole number ${expected}, got ${shown(value)}`);
}

/** The same for a duration in milliseconds, which may have a fraction and be `Infinity`. */
export function durationMs(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && value >= 0) return value;
  throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a number of milliseconds from 0 up, got ${shown(value)}`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
