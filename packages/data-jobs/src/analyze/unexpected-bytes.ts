import type { StructuralIndex } from "../kernel/structural-index.ts";
import { ESCAPE } from "../readers/encoding-survey.ts";

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
