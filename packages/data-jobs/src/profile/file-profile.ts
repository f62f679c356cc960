import type { Dialect, LineEnd } from "../readers/dialect.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { Finding } from "./finding.ts";

/**
 * What analysis found out about a file.
 *
 * Rows are numbered as a spreadsheet shows them: 1 is the first record of the file, with preamble, header and blank lines
 * counted. Where no cell has a line break, that is the number of the line.
 */
export interface FileProfile {
  readonly format: "delimited";
  readonly encoding: {
    /** A label of the WHATWG Encoding Standard: `utf-8`, `utf-16le`, `windows-1252`. */
    readonly name: string;
    readonly byteOrderMark: boolean;
    /** 0 to 1. */
    readonly confidence: number;
  };
  readonly dialect: Dialect & {
    readonly lineEnd: LineEnd;
    /** 0 to 1. */
    readonly confidence: number;
  };
  readonly hasHeader: boolean;
  /** 0 to 1. */
  readonly headerConfidence: number;
  /** The row of the header, or `null` without one. */
  readonly headerRow: number | null;
  /** Rows of data: without preamble, header and blank lines. */
  readonly rowCount: number;
  readonly columnCount: number;
  readonly sizeBytes: number;
  readonly columns: readonly ColumnProfile[];
  /** The first rows of data, with their numbers; cells are cut to 256 characters. */
  readonly sampleRows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** From bad to harmless. */
  readonly findings: readonly Finding[];
  /** How long the analysis took, in milliseconds. */
  readonly durationMs: number;
}
