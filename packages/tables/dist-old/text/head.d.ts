import type { ByteInput } from "../bytes/byte-input.ts";
/** The start of an input, and a way to read all of it, start included. */
export interface Head {
  readonly bytes: Uint8Array;
  /** Whether `bytes` is everything. */
  readonly complete: boolean;
  /** Call it once. */
  open(): AsyncIterable<Uint8Array>;
}
/** Reads at least `length` bytes of an input, or all of it. What a stream has given is kept, so that nothing is lost. */
export declare function readHead(input: ByteInput, length: number): Promise<Head>;
/** The same input, from its start, of which the head was read. */
export declare function inputOfHead(head: Head, input: ByteInput): ByteInput;
//# sourceMappingURL=head.d.ts.map
