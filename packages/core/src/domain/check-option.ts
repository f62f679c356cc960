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
export function wholeNumber(
  name: string,
  value: number | undefined,
  fallback: number,
  { min, max = Number.MAX_SAFE_INTEGER }: NumberBounds,
): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  const expected = max === Number.MAX_SAFE_INTEGER ? `from ${min} up` : `from ${min} to ${max}`;
  throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a whole number ${expected}, got ${shown(value)}`);
}

/** The longest delay, a hundred years: so that a moment plus a delay is still a date. */
const MAX_DELAY_MS = 100 * 365 * 24 * 60 * 60 * 1_000;

/** The same for a delay in milliseconds, which may have a fraction. */
export function delayInMs(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && value >= 0 && value <= MAX_DELAY_MS) return value;
  throw new RowmillError(
    "OPTION_INVALID",
    `Option "${name}" must be a number of milliseconds from 0 to a hundred years, got ${shown(value)}`,
  );
}

/** The same for a limit in milliseconds, which may be `Infinity`. */
export function limitInMs(name: string, value: number | undefined, fallback: number): number {
  return value === Infinity ? value : delayInMs(name, value, fallback);
}

/**
 * Refuses an option that nobody reads: a typing error in JavaScript is not passed over in silence.
 * @throws RowmillError `OPTION_INVALID`
 */
export function refuseUnknownOptions(options: object, names: readonly string[], of: string): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new RowmillError("OPTION_INVALID", `There is no option "${unknown}" of ${of}. The options are: ${names.join(", ")}`);
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
