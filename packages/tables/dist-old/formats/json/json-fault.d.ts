/** A place where the text is no JSON. No error: it is caught, a file may have millions, and a stack takes longer than the record. */
export declare class JsonFault {
  /** The rest of a sentence: `a comma or } is missing`. */
  readonly message: string;
  /** Where in the block, in bytes. */
  readonly at: number;
  readonly line: number;
  /** @param detail - the rest of a sentence: `a comma or } is missing` */
  constructor(detail: string, at: number, line: number);
}
/** Thrown where the block ends and the file does not: what was begun is to be read again with more bytes. One for all, as it says nothing. */
export declare const INCOMPLETE: Error;
//# sourceMappingURL=json-fault.d.ts.map
