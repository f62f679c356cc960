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
 * Refuses an object with an option that does not exist, so that a typing error in JavaScript does not pass in silence.
 *
 * @param names - every option, as a list or as the keys of an object
 * @param of - whose options they are, for the message
 * @throws RowmillError `OPTION_INVALID`, for options that are no object, too
 */
export function checkOptions(options: object, names: readonly string[] | Readonly<Record<string, true>>, of: string): void {
  if (typeof options !== "object" || options === null) {
    throw new RowmillError("OPTION_INVALID", `The options of ${of} must be an object, got ${shown(options)}`);
  }
  const known = Array.isArray(names) ? (names as readonly string[]) : Object.keys(names);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint = nearest === undefined ? `The options are: ${known.join(", ")}` : `Did you mean "${nearest}"?`;
  throw new RowmillError("OPTION_INVALID", `There is no option "${unknown}" of ${of}. ${hint}`);
}

/**
 * The name that a typing error was meant to be: the nearest within two changed, added or removed letters, or else the only one that continues
 * the typed one, or that it continues.
 */
function nearestName(typed: string, names: readonly string[]): string | undefined {
  const start = typed.slice(0, 64).toLowerCase();
  const distances = names.map((name) => [editDistance(start, name.toLowerCase()), name] as const);
  const [nearest] = distances.filter(([distance, name]) => distance <= Math.min(2, name.length / 2)).toSorted(([a], [b]) => a - b);
  if (nearest || start.length < 3) return nearest?.[1];
  const continued = names.filter((name) => name.toLowerCase().startsWith(start) || start.startsWith(name.toLowerCase()));
  return continued.length === 1 ? continued[0] : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= b.length; k += 1) {
      next.push(Math.min(next[k - 1]! + 1, row[k]! + 1, row[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
