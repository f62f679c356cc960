import { kindOf } from "./column-kinds.ts";
import { Kind } from "../values/kind.ts";

/**
 * Finds rows that add up others. Some say so: the word alone (`Total`, `Summe:`), or before what is added up (`Total: Keywords`, `Total for May`,
 * `Total de la cuenta`). Behind the word, other words may also be the name of a product: then a number must be the sum of those above it.
 */
export class TotalRows {
  /** The sums of each column: of all rows, and of those since the last total or heading. */
  #all: number[] = [];
  #section: number[] = [];
  #rows = 0;

  /** Whether a row, the next one of the table, is a total. */
  take(cells: readonly string[]): boolean {
    const label = cells.find((cell) => cell.trim() !== "") ?? "";
    const isFirst = cells.slice(0, 2).includes(label);
    const hasMore = cells.some((cell) => cell.trim() !== "" && cell !== label);
    const isTotal = isFirst && hasMore && (SAYS_TOTAL.test(label) || (STARTS_WITH_TOTAL.test(label) && this.#isSum(cells)));
    if (isTotal || !hasMore) this.#section = [];
    if (!isTotal) this.#add(cells);
    return isTotal;
  }

  #isSum(cells: readonly string[]): boolean {
    if (this.#rows < 2) return false;
    return cells.slice(0, MOST_COLUMNS).some((cell, column) => {
      const number = numberOf(cell);
      return number !== 0 && [this.#all[column], this.#section[column]].some((sum) => sum !== undefined && isNear(sum, number));
    });
  }

  #add(cells: readonly string[]): void {
    this.#rows += 1;
    for (const [column, cell] of cells.slice(0, MOST_COLUMNS).entries()) {
      const number = numberOf(cell);
      if (number === 0) continue;
      this.#all[column] = (this.#all[column] ?? 0) + number;
      this.#section[column] = (this.#section[column] ?? 0) + number;
    }
  }
}

/** Sums of a wide table are looked for in these of its columns. */
const MOST_COLUMNS = 50;

const WORDS =
  "(?:grand|sub|sub-|net|overall)?[\\s-]?totals?|sum|summe|zwischensumme|gesamt(?:summe|betrag)?|insgesamt|totaal|total général|totale|suma|razem|celkem|итого|всего|合計|总计|合计|총계";
const SAYS_TOTAL = new RegExp(`^\\s*(?:${WORDS})\\s*(?:$|:|[-–—]\\s|(?:for|of|per|by|für|von|de|del|du|des|di|van|voor|za)\\s)`, "i");
const STARTS_WITH_TOTAL = new RegExp(`^\\s*(?:${WORDS})\\s`, "i");

/** A number as people write it, with a point or a comma before its decimals; 0 for what is none. */
function numberOf(cell: string): number {
  if (cell === "" || cell.length > LONGEST) return 0;
  const kind = kindOf(cell);
  if (kind === Kind.CommaNumber) return Number(cell.replaceAll(".", "").replace(",", "."));
  return NUMBERS.has(kind) ? Number(cell.replaceAll(",", "")) || 0 : 0;
}

const LONGEST = 30;
const NUMBERS: ReadonlySet<Kind> = new Set([Kind.Integer, Kind.PointNumber, Kind.PointOrGroup, Kind.CommaOrGroup, Kind.CommaGrouped]);

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(0.005, Math.abs(a) * 1e-6);
}
