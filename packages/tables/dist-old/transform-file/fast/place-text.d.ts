import type { Kernel } from "../../kernel/kernel.ts";
/** A text in the memory of a kernel. */
export interface PlacedText {
  readonly at: number;
  readonly size: number;
  /** Its size, and `NON_ASCII` if it has such letters. */
  readonly flags: number;
}
/** Puts a text into the memory of a kernel, for as long as the kernel lives. */
export declare function placeText(kernel: Kernel, text: string): PlacedText;
//# sourceMappingURL=place-text.d.ts.map
