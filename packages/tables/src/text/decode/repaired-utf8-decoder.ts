import type { PieceDecoder } from "./piece-decoder.ts";

/** The label of UTF-8 whose control characters are windows-1252 that was read as Latin-1 once. */
export const REPAIRED_UTF8 = "utf-8+windows-1252";

/**
 * Makes a decoder for UTF-8 that was written by a program which read windows-1252 as Latin-1: its control characters U+0080 to U+009F become what they
 * were, `€`, `–` and `’`. The five that windows-1252 does not have stay as they are.
 */
export function repairedUtf8Decoder(): PieceDecoder {
  const decoder = new TextDecoder();
  const signs = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index));
  const repair = (control: string) => signs[control.charCodeAt(0) - 0x80] ?? control;
  return { encoding: REPAIRED_UTF8, decode: (bytes, options) => decoder.decode(bytes, options).replaceAll(CONTROLS, repair) };
}

/** The second set of controls of ISO 6429, which no text has. U+0085 is a line end on some mainframes, and an ellipsis here. */
const CONTROLS = /[\u0080-\u009f]/g;

/** How many of these controls a text has. U+0085 alone is a line end. */
export function countControls(text: string): number {
  const controls = text.match(CONTROLS) ?? [];
  return controls.some((control) => control !== "\u0085") ? controls.length : 0;
}
