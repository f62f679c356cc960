import type { Cell, ReadProblemCode, RowBatch } from "../../table/table-reader.ts";
/** Collects the rows of a batch, and what was noticed about each of them. */
export declare class JsonBatch {
  #private;
  /** The number of the record at hand. */
  get row(): number;
  get length(): number;
  /** How many rows there is room for. */
  get room(): number;
  get isFull(): boolean;
  get isEmpty(): boolean;
  /** Keeps what was noticed about the record at hand until it is clear what becomes of it. */
  notice(code: ReadProblemCode, line: number, byteOffset: number | undefined, detail: string): void;
  /** How much was noticed that is not settled. */
  get noticed(): number;
  /** Forgets what was noticed since there was so much: what it was about is to be read again. */
  forget(noticed?: number): void;
  /** What was noticed holds, of the record that comes next if there is no row. */
  settle(row?: Cell[]): void;
  /** Adds rows about which there is nothing to say. */
  add(rows: Cell[][]): void;
  /** Counts rows that somebody else has taken. Those before must have been taken. */
  pass(count: number): void;
  take(bytes: number): RowBatch;
}
//# sourceMappingURL=json-batch.d.ts.map
