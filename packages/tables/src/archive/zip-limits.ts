import { RowmillError } from "@rowmill/core/errors";

/** Bounds on what the maker of an archive may choose. */
export interface ZipLimits {
  /** The most entries of an archive. @defaultValue 65,535 */
  readonly maxEntries?: number | undefined;
  /** The most bytes that are inflated from one archive, counted while inflating. @defaultValue 64 GiB */
  readonly maxInflatedBytes?: number | undefined;
  /** How many times its packed size an entry may have, once it has more than 50 MB. @defaultValue 200 */
  readonly maxInflationRatio?: number | undefined;
}

const MAX_ENTRIES = 65_535;
const MAX_INFLATED_BYTES = 64 * 1024 ** 3;
const MAX_INFLATION_RATIO = 200;

/** Up to here any ratio is harmless, and a sheet of equal rows has a high one. */
const RATIO_FREE_BYTES = 50_000_000;

/** Counts what an archive inflates to, whatever it declares, and stops it at its limits. */
export class InflationBudget {
  readonly maxEntries: number;
  /** All bytes that were inflated until now. */
  inflatedBytes = 0;
  readonly #maxInflatedBytes: number;
  readonly #maxRatio: number;

  constructor(limits: ZipLimits) {
    this.maxEntries = limits.maxEntries ?? MAX_ENTRIES;
    this.#maxInflatedBytes = limits.maxInflatedBytes ?? MAX_INFLATED_BYTES;
    this.#maxRatio = limits.maxInflationRatio ?? MAX_INFLATION_RATIO;
  }

  /**
   * @param chunk - how many bytes came just now
   * @param inflated - how many the entry has, with these
   * @throws RowmillError `FILE_TOO_LARGE_INFLATED`
   */
  spend(name: string, chunk: number, inflated: number, packed: number): void {
    this.inflatedBytes += chunk;
    if (this.inflatedBytes > this.#maxInflatedBytes) {
      throw tooLarge(`The archive unpacks to more than ${this.#maxInflatedBytes} bytes: if it is meant to, raise maxInflatedBytes`, {
        entry: name,
        maxInflatedBytes: this.#maxInflatedBytes,
      });
    }
    if (inflated > RATIO_FREE_BYTES && inflated > packed * this.#maxRatio) {
      throw tooLarge(
        `${JSON.stringify(name)} in the archive unpacks to more than ${this.#maxRatio} times its packed size, as a zip bomb does: if it is meant to, raise maxInflationRatio`,
        { entry: name, maxInflationRatio: this.#maxRatio },
      );
    }
  }
}

function tooLarge(message: string, details: Readonly<Record<string, unknown>>): RowmillError {
  return new RowmillError("FILE_TOO_LARGE_INFLATED", message, { details, retriable: false });
}
