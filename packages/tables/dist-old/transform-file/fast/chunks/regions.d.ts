import type { Kernel } from "../../../kernel/kernel.ts";
import type { OutputRoom } from "../block-transform.ts";
/** What was written of a chunk: pieces of memory, in order. */
export interface Output extends OutputRoom {
  /** How many bytes were written. */
  readonly bytes: number;
  /** What was written, as views that the next use of the kernel spoils. */
  pieces(): Uint8Array[];
  /** Forgets what was written. */
  clear(): void;
  /** Returns the memory to the pool. */
  release(): void;
}
/** The memory of all chunks of a thread that are not written to the disk yet. */
export interface Regions {
  /** How many regions are free. */
  readonly free: number;
  /**
   * Starts an output.
   * @param onFull - called instead of taking more regions than there are. It must clear the output, or throw
   */
  begin(onFull: (output: Output) => void): Output;
}
/** Thrown where a chunk becomes larger than the regions that are free. */
export declare class OutOfRegions extends Error {}
export declare function createRegions(kernel: Kernel, count: number, size: number): Regions;
//# sourceMappingURL=regions.d.ts.map
