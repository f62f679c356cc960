import { NON_ASCII } from "../../kernel/entry-bits.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { OVERRUN, transformExports } from "./transform-kernel.ts";

/** A text in the memory of a kernel. */
export interface PlacedText {
  readonly at: number;
  readonly size: number;
  /** Its size, and `NON_ASCII` if it has such letters. */
  readonly flags: number;
}

/** Puts a text into the memory of a kernel, for as long as the kernel lives. */
export function placeText(kernel: Kernel, text: string): PlacedText {
  const bytes = Buffer.from(text);
  const at = transformExports(kernel).allocate(bytes.length + OVERRUN) >>> 0;
  new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
  return { at, size: bytes.length, flags: bytes.length | (bytes.length > text.length ? NON_ASCII : 0) };
}
