/** A place where the text is no JSON. */
export class JsonFault extends Error {
  /** Where in the block, in bytes. */
  readonly at: number;
  readonly line: number;

  /** @param detail - the rest of a sentence: `a comma or } is missing` */
  constructor(detail: string, at: number, line: number) {
    super(detail);
    this.at = at;
    this.line = line;
  }
}

class Incomplete extends Error {}

/** Thrown where the block ends and the file does not: what was begun is to be read again with more bytes. One for all, as it says nothing. */
export const INCOMPLETE: Error = new Incomplete("The block ends here");
