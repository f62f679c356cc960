import { RowmillError } from "@rowmill/core/errors";
import { type FormatOptions } from "./format-options.ts";
/** How a file is read, with every default filled in. */
export interface CompleteFormatOptions extends FormatOptions {
  readonly maxRecordLength: number;
  readonly maxColumns: number;
  readonly flattenDepth: number;
  readonly maxInflatedBytes: number;
  readonly maxInflationRatio: number;
  readonly maxPaddingRatio: number;
}
/** The names of all options of `FormatOptions`, for `checkOptions`. */
export declare const FORMAT_OPTIONS: {
  readonly delimiter: true;
  readonly quote: true;
  readonly escape: true;
  readonly header: true;
  readonly format: true;
  readonly encoding: true;
  readonly fileName: true;
  readonly entry: true;
  readonly sheet: true;
  readonly fillMergedCells: true;
  readonly layout: true;
  readonly recordsPath: true;
  readonly maxRecordLength: true;
  readonly omit: true;
  readonly maxColumns: true;
  readonly flattenDepth: true;
  readonly engine: true;
  readonly maxInflatedBytes: true;
  readonly maxInflationRatio: true;
  readonly maxPaddingRatio: true;
};
/**
 * Checks what a caller says about a file and fills in the defaults. Other options of the same object are left out.
 * @throws RowmillError `OPTION_INVALID`
 */
export declare function checkFormatOptions(options: FormatOptions): CompleteFormatOptions;
/** @throws RowmillError `OPTION_INVALID` */
export declare function wholeNumber(name: string, value: number, least: number, most?: number): number;
export declare function invalidOption(message: string): RowmillError;
//# sourceMappingURL=check-format-options.d.ts.map
