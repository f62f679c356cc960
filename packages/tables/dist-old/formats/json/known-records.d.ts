import type { RecordSink } from "../../kernel/record-sink.ts";
import { RecordWalker } from "./record-walker.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { BlockRoom } from "./block-room.ts";
import type { JsonColumns } from "./json-columns.ts";
/** Reads records that are like those before, in the kernel: see `RecordWalker`. It follows the columns as they change. */
export declare class KnownRecords {
  #private;
  readonly sink: RecordSink | undefined;
  /** Whether the cells of records are made, here or for the sink. */
  readonly hasRows: boolean;
  /** @param options - without `rows` records are passed, and come as rows with a cell that says nothing */
  constructor(
    columns: JsonColumns,
    options: {
      readonly lines: boolean;
      readonly flattenDepth: number;
      readonly rows: boolean;
      readonly sink: RecordSink | undefined;
      readonly onWalked: ((count: number) => void) | undefined;
    },
  );
  /** Where it wants the block to lie. */
  get room(): BlockRoom;
  /** Turns to the block that lies there. */
  load(length: number): void;
  /** Walks records from a place in the block on: see `RecordWalker.walk`. */
  walk(at: number, limit: number): ReturnType<RecordWalker["walk"]> | undefined;
  /** The records that were walked last. */
  rows(count: number): Cell[][];
  /** Gives the records that were walked last to the sink. */
  giveAway(firstRow: number): void;
  release(): void;
}
//# sourceMappingURL=known-records.d.ts.map
