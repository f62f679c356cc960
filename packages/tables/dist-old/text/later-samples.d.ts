import type { ByteInput } from "../bytes/byte-input.ts";
import type { Head } from "./head.ts";
/**
 * Samples from further on in a file: from its quarters and its end, each from the start of a line. Nothing for a stream, which can be read
 * only once, and for what the head holds whole.
 *
 * @param seen - how many bytes of the start are known already
 */
export declare function laterSamples(input: ByteInput, seen: number, encoding: string): Promise<string[]>;
/** The last lines of a text, up to its very end, or `undefined` where that cannot be seen: of a stream that is longer than its head. */
export declare function lastLines(input: ByteInput, head: Head, encoding: string): Promise<string | undefined>;
/** The same, as bytes that start and end anywhere. */
export declare function laterPieces(input: ByteInput, seen: number): Promise<readonly Uint8Array[]>;
//# sourceMappingURL=later-samples.d.ts.map
