import { Kind } from "../../values/kind.ts";
import { readKind } from "../../values/read-value.ts";

/** Where values of a field stand: from the first to before the last position that is not blank in all lines. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** The blocks between the positions that are blank in every line. */
export function blocksOf(lines: readonly string[]): Block[] {
  const width = Math.max(...lines.map((line) => line.length));
  const used = new Uint8Array(width);
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) if (line.charCodeAt(at) !== 0x20) used[at] = 1;
  }
  const blocks: Block[] = [];
  let from = -1;
  for (let at = 0; at <= width; at += 1) {
    if (used[at] === 1) {
      if (from < 0) from = at;
    } else if (from >= 0) {
      blocks.push({ from, to: at });
      from = -1;
    }
  }
  return blocks;
}

/**
 * Joins blocks that are one field whose words happen to stand at the same positions in all lines. A gutter of one blank needs a witness: numbers on
 * one side of it, or a name that starts where the values do; in a table with names, every field needs one.
 */
export function mergeBlocks(blocks: readonly Block[], lines: readonly string[]): Block[] {
  const merged: Block[] = [];
  const parts = new BlockParts(lines);
  for (const block of blocks) {
    const before = merged.at(-1);
    if (before && !parts.isBorder(before, block)) merged[merged.length - 1] = { from: before.from, to: block.to };
    else merged.push(block);
  }
  return merged;
}

/** What stands in the blocks of some lines. */
class BlockParts {
  readonly #lines: readonly string[];
  readonly #header: string | undefined;

  constructor(lines: readonly string[]) {
    const [first = "", ...body] = lines;
    this.#header = body.length > 1 && isNames(first, body) ? first : undefined;
    this.#lines = this.#header === undefined ? lines : body;
  }

  isBorder(left: Block, right: Block): boolean {
    const gap = right.from - left.to;
    const values = this.#values(right);
    const beside = this.#values(left);
    const name = this.#name(right);
    // The words of a name: below one of them there are no values.
    if (gap === 1 && (values.length === 0 || beside.length === 0)) return false;
    if (this.#header !== undefined && name === "") return values.length > 0 && gap > 1 && !this.#isOneField(left, right);
    if (gap > 1) return true;
    const isNumeric = (this.#header !== undefined || this.#lines.length >= MANY_LINES) && (areNumbers(values) || areNumbers(beside));
    if (this.#header !== undefined) return this.#startsWithName(right) || isNumeric;
    return isNumeric;
  }

  #name({ from, to }: Block): string {
    return this.#header?.slice(from, to).trim() ?? "";
  }

  /** Whether a name starts where the values do, at the left of the block or, of numbers, ends where they do. */
  #startsWithName({ from, to }: Block): boolean {
    const name = this.#header?.slice(from, to) ?? "";
    return name !== "" && (!name.startsWith(" ") || !name.endsWith(" "));
  }

  #values({ from, to }: Block): string[] {
    return this.#lines.map((line) => line.slice(from, to).trim()).filter((value) => value !== "");
  }

  /** Whether the right block has words only where the left one has some, right behind them. */
  #isOneField(left: Block, right: Block): boolean {
    return this.#lines.every((line) => line.slice(right.from, right.to).trim() === "" || line.slice(left.from, left.to).trim() !== "");
  }
}

/** In fewer lines a blank stands at one position by chance. */
const MANY_LINES = 6;

/** Whether a line has words and no value that stands alone, and the lines below have some. */
function isNames(line: string, body: readonly string[]): boolean {
  const isTyped = (word: string) => readKind(word) !== Kind.Text && /\d/.test(word);
  if (words(line).some(isTyped)) return false;
  return body.filter((other) => words(other).some(isTyped)).length * 2 > body.length;
}

function words(line: string): string[] {
  return line.split(" ").filter((word) => word !== "");
}

function areNumbers(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => /^[-+]?[\d.,:/%-]+$/.test(value) && /\d/.test(value));
}
