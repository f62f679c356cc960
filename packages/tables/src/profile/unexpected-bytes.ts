import { isUtf8 } from "node:buffer";
import type { StructuralIndex } from "../formats/delimited/structural-index.ts";
import { ESCAPE } from "../text/encoding-survey.ts";
import { incompleteTail } from "../text/utf8.ts";

/** Thrown where a file that was taken for UTF-8 by its samples is something else, perhaps: it must be looked through, and read again. */
export class UnexpectedBytes extends Error {
  constructor() {
    super("The file is not UTF-8 as its samples are");
    this.name = "UnexpectedBytes";
  }
}

/** @throws UnexpectedBytes if the block of an index has bytes that are not UTF-8, or that may switch to other characters */
export function expectUtf8(index: StructuralIndex, invalidRows: readonly unknown[]): void {
  if (invalidRows.length > 0 || index.text().includes(ESCAPE)) throw new UnexpectedBytes();
}

/** Looks at the chunks of a text, wherever it is cut. What it answers throws `UnexpectedBytes` at the first wrong one. */
export function createUtf8Check(): (chunk: Uint8Array) => void {
  let tail: Uint8Array = new Uint8Array();
  return (chunk) => {
    const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    const cut = incompleteTail(bytes).length;
    if (!isUtf8(bytes.subarray(0, bytes.length - cut)) || chunk.includes(ESCAPE)) throw new UnexpectedBytes();
    tail = Uint8Array.from(bytes.subarray(bytes.length - cut));
  };
}
