import type { ByteInput } from "../bytes/byte-input.ts";
import { type RandomAccess } from "./random-access.ts";
/**
 * Makes an input readable anywhere. What lies in no file and not in memory, such as a stream, is written to a temporary file first: the
 * directory of an archive stands at its end.
 *
 * @throws RowmillError `FILE_UNREADABLE`; and whatever the input throws
 */
export declare function inputAccess(input: ByteInput): Promise<RandomAccess>;
//# sourceMappingURL=input-access.d.ts.map
