import type { Head } from "./head.ts";
/** The start of a text. */
export interface TextSample {
  readonly text: string;
  /** Whether not even the first line is complete. */
  readonly cutInLine: boolean;
  /** Whether it is all of the text. */
  readonly complete: boolean;
  /** Pieces from further on, as `laterSamples` takes them. */
  readonly later?: readonly string[];
  /** The last lines, as `lastLines` takes them. */
  readonly end?: string | undefined;
}
/** The first complete lines of a file: of 128 kB, or of the whole head if these are few. */
export declare function sampleText(head: Head, encoding: string): TextSample;
//# sourceMappingURL=sample-text.d.ts.map
