import type { Kernel } from "../../../kernel/kernel.ts";
import type { OutputRoom } from "../block-transform.ts";
import { OVERRUN, transformExports } from "../transform-kernel.ts";

/** A piece of the kernel's memory that output is written to. */
interface Region {
  readonly at: number;
  readonly size: number;
}

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
export class OutOfRegions extends Error {}

export function createRegions(kernel: Kernel, count: number, size: number): Regions {
  const wasm = transformExports(kernel);
  const idle: Region[] = [];
  let taken = 0;

  return {
    get free() {
      return count - taken;
    },
    begin(onFull) {
      let full: (Region & { readonly used: number })[] = [];
      let region = take();
      let at = region.at;
      const output: Output = {
        get at() {
          return at;
        },
        get end() {
          return region.at + region.size;
        },
        get bytes() {
          return full.reduce((sum, { used }) => sum + used, at - region.at);
        },
        wrote(to) {
          at = to;
        },
        more(isEmpty) {
          if (isEmpty && at === region.at) {
            // A row that is longer than a region.
            const { size: tooSmall } = region;
            giveBack(region);
            region = take(tooSmall * 2);
          } else {
            if (taken >= count) {
              onFull(output);
              return;
            }
            full.push({ ...region, used: at - region.at });
            region = take();
          }
          at = region.at;
        },
        pieces() {
          const all = [...full, { ...region, used: at - region.at }];
          return all.map((piece) => new Uint8Array(kernel.memory.buffer, piece.at, piece.used)).filter(({ length }) => length > 0);
        },
        clear() {
          for (const piece of full) giveBack(piece);
          full = [];
          at = region.at;
        },
        release() {
          output.clear();
          giveBack(region);
        },
      };
      return output;
    },
  };

  function take(bytes = size): Region {
    taken += 1;
    return (bytes === size ? idle.pop() : undefined) ?? { at: wasm.allocate(bytes + OVERRUN) >>> 0, size: bytes };
  }

  function giveBack(region: Region): void {
    taken -= 1;
    if (region.size === size) idle.push({ at: region.at, size });
    else wasm.release(region.at);
  }
}
