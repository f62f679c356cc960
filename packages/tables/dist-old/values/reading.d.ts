import { Kind } from "./kind.ts";
/**
 * What `readValue` found in one cell. One object is filled again and again, because an object per cell would be most
 * of the work.
 */
export interface Reading {
  kind: Kind;
  /**
   * The cell as a number. Of a number: its value, with the single separator of `PointOrGroup` and `CommaOrGroup` read as
   * the decimal sign. Of a date or date-time: milliseconds since 1970, UTC, a numeric date of either order read
   * day-first. Of a time: milliseconds since midnight. Of everything else: unspecified.
   */
  number: number;
  /** Of a date of either order: the milliseconds if it is read month-first. Of eight digits that can be a day: its milliseconds. */
  monthFirst: number;
  /** Whether a date-time says its offset from UTC. */
  zoned: boolean;
  /** Of a date or a time: how it is written, see `date-pattern.ts`. Of an amount or a percentage: the kind of its number. Else 0. */
  pattern: number;
}
/** Makes the object that `readValue` fills. */
export declare function createReading(): Reading;
//# sourceMappingURL=reading.d.ts.map
