/** Finds line ends, looking at each character of a text once for either kind. */
export class LineEnds {
  readonly #text: string;
  #lineFeed: number;
  #carriageReturn: number;

  constructor(text: string) {
    this.#text = text;
    this.#lineFeed = text.indexOf("\n");
    this.#carriageReturn = text.indexOf("\r");
  }

  /** The end of the line at `position`, or -1. With `last`, the end of the text ends the last line. */
  next(position: number, last: boolean): number {
    if (this.#lineFeed >= 0 && this.#lineFeed < position) this.#lineFeed = this.#text.indexOf("\n", position);
    if (this.#carriageReturn >= 0 && this.#carriageReturn < position) this.#carriageReturn = this.#text.indexOf("\r", position);
    const [lf, cr] = [this.#lineFeed, this.#carriageReturn];
    const end = lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
    if (last) return end < 0 ? this.#text.length : end;
    // A CR at the very end of a block can be half of a CRLF.
    return end === cr && end === this.#text.length - 1 ? -1 : end;
  }
}

/** How long the line end at a position is. The end of the text counts as one, so that a caller always moves on. */
export function lineEndLength(text: string, end: number): number {
  return text.startsWith("\r\n", end) ? 2 : 1;
}
