import type { DetectedDialect, DetectedEncoding } from "../table/detected-format.ts";
import type { FixedLayout } from "../table/fixed-layout.ts";
import type { Container, TableFormat } from "../table/format-options.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { Finding } from "../table/finding.ts";
/**
 * What analysis found out about a file.
 *
 * Rows are numbered as a spreadsheet shows them: 1 is the first record of the file, with preamble, header and blank lines
 * counted. Where no cell has a line break, that is the number of the line.
 */
export interface FileProfile {
  readonly format: TableFormat;
  /** 0 to 1. */
  readonly formatConfidence: number;
  /** What the file was packed in, or `null`. */
  readonly container: Container | null;
  /** The name of the file in the archive that was read, or `null`. */
  readonly entry: string | null;
  /** `null` for a workbook. */
  readonly encoding: DetectedEncoding | null;
  /** `null` for what is not delimited text. */
  readonly dialect: DetectedDialect | null;
  /** The sheet of a workbook that was read, or `null`. */
  readonly sheet: string | null;
  /** Where the fields of fixed-width text stand, or `null`. */
  readonly layout: FixedLayout | null;
  /** Where in a JSON document the records lie, or `null`. */
  readonly recordsPath: string | null;
  readonly hasHeader: boolean;
  /** 0 to 1. */
  readonly headerConfidence: number;
  /** The first row of the header, or `null` without one and where the names are no row, as the keys of JSON. */
  readonly headerRow: number | null;
  /** Rows of data: without preamble, header and blank lines. */
  readonly rowCount: number;
  readonly columnCount: number;
  readonly sizeBytes: number;
  readonly columns: readonly ColumnProfile[];
  /** The first rows of data, with their numbers; cells are cut to 256 characters. */
  readonly sampleRows: readonly {
    readonly row: number;
    readonly cells: readonly string[];
  }[];
  /** From bad to harmless. */
  readonly findings: readonly Finding[];
  /** How long the analysis took, in milliseconds. */
  readonly durationMs: number;
}
//# sourceMappingURL=file-profile.d.ts.map
