/**
 * Follows brackets and quotes through text that is not checked otherwise, block by block: through what is not wanted, and past what
 * is broken. A string that is not closed ends with its line.
 */
export declare class Structure {
  #private;
  /** How many line ends were passed. */
  lines: number;
  /** @param depth - how many brackets are open */
  constructor(depth: number);
  /** Answers the place after the bracket that closes the last open one, or -1 if the text, or what is to be seen of it, ends before. */
  pass(text: string, from: number, to?: number): number;
}
//# sourceMappingURL=structure.d.ts.map
