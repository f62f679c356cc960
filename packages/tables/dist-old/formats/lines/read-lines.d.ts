import type { Cell, ReadProblemCode, RowBatch } from "../../table/table-reader.ts";
/** Makes a row of a line. `note` is for what is odd about it. */
export type LineReader = (line: string, note: (code: ReadProblemCode, detail: string) => void) => Cell[];
/** How lines are read. */
export interface ReadLinesOptions {
  readonly encoding: string | undefined;
  readonly maxRecordLength: number;
}
/**
 * Reads text line by line: LF, CR and CRLF each end one, also mixed, and each is a row. The end-of-file sign of DOS (Ctrl-Z) alone in
 * the last line is none.
 *
 * @throws RowmillError `FILE_RECORD_TOO_LARGE`
 */
export declare function readLines(
  source: AsyncIterable<Uint8Array>,
  { encoding, maxRecordLength }: ReadLinesOptions,
  readLine: LineReader,
): AsyncGenerator<RowBatch>;
//# sourceMappingURL=read-lines.d.ts.map
