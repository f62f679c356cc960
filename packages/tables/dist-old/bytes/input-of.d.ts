import { type ByteSource } from "@rowmill/core/bytes";
import { type ByteInput } from "./byte-input.ts";
/** What a table can be read from: the path of a file, its bytes, or a stream of bytes (Node's or the web's). */
export type TableSource = string | Uint8Array | ByteSource;
/**
 * The input that a caller means.
 * @throws RowmillError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export declare function inputOf(source: TableSource, signal: AbortSignal | undefined, sizeBytes?: number): Promise<ByteInput>;
//# sourceMappingURL=input-of.d.ts.map
