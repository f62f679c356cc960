import { namesOf } from "./other-names.ts";
import { isCommentSign } from "./comment-lines.ts";
import { columnKinds } from "./column-kinds.ts";
import { columnName } from "../table/header-names.ts";

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

/**
 * The names of a header as they are in the file, aligned as they were in its sample.
 *
 * @param columns - what the columns of the sample were called
 */
export function alignNames(names: readonly string[], columns: readonly string[]): readonly string[] {
  if (columns.length > 0 && columns.length === names.length - 1) return names.slice(1);
  if (columns.length <= names.length) return names;
  // Another delimiter separates the names than the records.
  const others = namesOf(names, columns.length);
  if (others?.every((name, index) => name === columns[index])) return others;
  const isShifted = columns.length === names.length + 1 && columns[1] === columnName(names[0], 1) && columns[0] !== columnName(names[0], 0);
  return isShifted ? ["", ...names] : [...names, ...nothing(columns.length - names.length)];
}

/**
 * The names of the first columns, and nothing for the others, where nearly all rows are longer than their header and have values there.
 * What only a few rows have more is a fault of theirs.
 */
export function namesOfAll(names: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  if (names.length === 0 || names.length >= width || rows.length === 0) return names;
  if (rows.filter((row) => row.length > names.length).length < rows.length * NEARLY_ALL) return names;
  const used = Math.max(...rows.map((row) => row.findLastIndex((cell) => cell.trim() !== "") + 1));
  return [...names, ...nothing(Math.min(used, width) - names.length)];
}

const NEARLY_ALL = 0.9;

function nothing(count: number): string[] {
  return Array.from({ length: Math.max(0, count) }, () => "");
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
