import type { FuzzMode } from "./mode.ts";
import { type CaseReport, playCase } from "./play-case.ts";

/** What a process is sent to play some cases. */
export interface Slice {
  readonly mode: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What it answers: the number of the case that it begins, and its report. */
export type SliceMessage = { readonly begins: number } | { readonly report: CaseReport };

/** Plays cases in this process, one after the other. */
export async function playSlice(mode: FuzzMode, { seed, from, to }: Slice, tell: (message: SliceMessage) => void): Promise<void> {
  for (let number = from; number < to; number += 1) {
    tell({ begins: number });
    tell({ report: await playCase(mode, seed, number, true) });
  }
}
