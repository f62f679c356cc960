import type { Random } from "./random.ts";

/** What a fuzz run does with each of its cases: `npm run fuzz -- MODE`. */
export interface FuzzMode {
  /** How many cases `npm test` plays. @defaultValue 120 */
  readonly testCases?: number;
  /** Makes the case that follows from the chance. */
  makeCase(random: Random): FuzzCase;
}

/** A made-up input, and what is done with it. */
export interface FuzzCase {
  /** What kind of input it is, for the report. */
  readonly kind: string;
  /** The file, for `--keep`, and for the bounds of memory and time. */
  readonly bytes: Uint8Array;
  /** What else belongs to it, such as options. JSON. */
  readonly about: unknown;
  /** Does it. Returns a sentence for each thing that is wrong; what it throws is wrong, too. */
  run(): Promise<readonly string[]>;
}
