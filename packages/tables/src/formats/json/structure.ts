import { CLOSE_BRACE, CLOSE_BRACKET, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-scanner.ts";

/**
 * Follows brackets and quotes through text that is not checked otherwise, block by block: through what is not wanted, and past what
 * is broken. A string that is not closed ends with its line.
 */
export class Structure {
  /** How many line ends were passed. */
  lines = 0;
  #depth: number;
  #inString = false;
  #escaped = false;

  /** @param depth - how many brackets are open */
  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Answers the place after the bracket that closes the last open one, or -1 if the text, or what is to be seen of it, ends before. */
  pass(text: string, from: number, to = text.length): number {
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED) {
        this.lines += 1;
        this.#inString = false;
        this.#escaped = false;
      } else if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inString = false;
      } else if (code === QUOTE) this.#inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth += 1;
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth <= 0) return at + 1;
      }
    }
    return -1;
  }
}

const BACKSLASH = 0x5c;
