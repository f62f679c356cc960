import { isCommentSign } from "./comment-lines.ts";
import { columnKinds } from "./column-kinds.ts";

/**
 * The first row of a table with its names over the columns they belong to. A comment sign that a blank parts from the names is none
 * (`# time speed` over `0.1 3`), and R writes nothing over the names of rows: `mpg cyl` over `Mazda 21 6`.
 *
 * @param width - how many cells the rows have, usually
 */
export function alignedHeader(table: readonly (readonly string[])[], width: number): readonly string[] {
  const [first = []] = table;
  if (first.length === width + 1 && width > 1 && isCommentSign(first[0] ?? "")) return first.slice(1);
  return first.length === width - 1 && width > 2 && haveNames(table.slice(1, 1 + SOME_ROWS), first, width) ? ["", ...first] : first;
}

/** The names of a header as they are in the file, aligned as they were in its sample, where there were so many columns. */
export function alignNames(names: readonly string[], columns: number): readonly string[] {
  if (columns === names.length + 1) return ["", ...names];
  return columns > 0 && columns === names.length - 1 ? names.slice(1) : names;
}

/** Whether the rows have names of their own, all different, before mostly typed columns, or numbers from 1 on. */
function haveNames(rows: readonly (readonly string[])[], header: readonly string[], width: number): boolean {
  if (rows.length < 2 || rows.some((row) => row.length !== width)) return false;
  const isNumbered = rows.every(([number], index) => number === String(index + 1));
  if (isNumbered) return rows.length > 2 && !/\b(?:id|nr?|no|num|number|index|key|row)\b|#/i.test(header[0] ?? "");
  const [names, ...others] = columnKinds(rows, width);
  return (
    names !== undefined &&
    !names.isTyped &&
    names.values.size === rows.length &&
    others.filter(({ isTyped }) => isTyped).length * 2 >= others.length
  );
}

const SOME_ROWS = 100;
