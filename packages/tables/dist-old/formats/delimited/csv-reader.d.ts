import { RowmillError } from "@rowmill/core/errors";
import { type Repair, type StructuralIndex } from "./structural-index.ts";
import type { ReadOptions, ReadProblem, RowBatch } from "../../table/table-reader.ts";
/**
 * Reads delimited text: bytes become UTF-8, the kernel finds the fields of a block, and `RowCutter` makes texts of them. What the
 * kernel makes of records that are not as the dialect wants them, and says about each, assembly/lenient.ts tells.
 */
export declare function readCsv(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<RowBatch>;
/** How a reader tells of what its index repaired. */
export declare function toReadProblem({ kind, row, line, offset }: Repair): ReadProblem;
/** The error for a record that no bound allows. */
export declare function recordTooLarge(index: StructuralIndex, maxRecordLength: number): RowmillError;
//# sourceMappingURL=csv-reader.d.ts.map
