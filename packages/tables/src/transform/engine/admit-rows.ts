import type { RejectedRow } from "../../validate/reject.ts";
import type { ReadProblem, Row } from "../../table/table-reader.ts";
import type { SourceRow } from "../rows/row-stage.ts";

/** Rows as `readRows` yields them. */
export interface ReadBatch {
  readonly rows: readonly Row[];
  readonly rowNumbers: readonly number[];
  readonly byteOffsets?: readonly (number | undefined)[] | undefined;
  readonly problems: readonly ReadProblem[];
}

/** What a reader could only guess. Such a row is rejected: its cells may be wrong. */
const DAMAGE: Readonly<Partial<Record<ReadProblem["code"], string>>> = {
  malformed_quotes: "A quote stands in the middle of a cell",
  unclosed_quote: "A quote is opened and not closed",
  bad_record: "The record cannot be read",
  invalid_bytes: "The row has bytes that are no characters in the encoding of the file",
  too_many_cells: "The row has more cells than are read",
  truncated_file: "The file ends in the middle of the record",
  broken_cell: "A cell of the workbook cannot be read",
};

/** Whether a row with this problem is rejected. */
export function isDamage(code: ReadProblem["code"]): boolean {
  return DAMAGE[code] !== undefined;
}

/**
 * Takes rows in: those that a reader had to guess about, or whose cells are too few or too many, are rejected.
 * @param isRagged - whether the format lets rows be shorter than the table: cells that are not there are missing values then
 */
export function createAdmission(
  isRagged: boolean,
): (batch: ReadBatch, width: number) => { readonly rows: SourceRow[]; readonly rejects: RejectedRow[] } {
  /** Damage of rows that have not come yet: a reader may report it a batch early. */
  const damaged = new Map<number, ReadProblem>();
  return ({ rows, rowNumbers, byteOffsets, problems }, width) => {
    for (const problem of problems) if (DAMAGE[problem.code] !== undefined) damaged.set(problem.row, problem);
    const rejects: RejectedRow[] = [];
    const admitted: SourceRow[] = [];
    for (const [index, cells] of rows.entries()) {
      const rowNumber = rowNumbers[index] ?? 0;
      const byteOffset = byteOffsets?.[index];
      const damage = damaged.size > 0 ? damaged.get(rowNumber) : undefined;
      const reject = damage
        ? damageOf({ ...damage, byteOffset: byteOffset ?? damage.byteOffset }, cells)
        : wrongWidth({ cells, rowNumber, byteOffset }, width, isRagged);
      if (damage) damaged.delete(rowNumber);
      if (reject) rejects.push(reject);
      else admitted.push({ cells, origin: cells, rowNumber, byteOffset, part: 0, fields: [] });
    }
    const last = rowNumbers.at(-1) ?? 0;
    for (const [row, problem] of damaged) {
      // A record that could not be read is no row.
      if (problem.code === "bad_record") rejects.push(damageOf(problem, []));
      if (problem.code === "bad_record" || row < last) damaged.delete(row);
    }
    return { rows: admitted, rejects: rejects.toSorted((a, b) => a.rowNumber - b.rowNumber) };
  };
}

function damageOf({ code, row, byteOffset, detail }: ReadProblem, cells: Row): RejectedRow {
  const message = `${DAMAGE[code] ?? code}${detail === undefined ? "" : `: ${detail}`}`;
  return { rowNumber: row, ...(byteOffset === undefined ? {} : { byteOffset }), cells, problems: [{ rule: code, message }] };
}

function wrongWidth(row: Omit<RejectedRow, "problems">, width: number, isRagged: boolean): RejectedRow | undefined {
  const { cells } = row;
  if (cells.length === width || (isRagged && cells.length < width)) return undefined;
  const rule = cells.length < width ? "missing-cell" : "extra-cell";
  return { ...row, problems: [{ rule, message: `The row has ${cells.length} cells, the table has ${width} columns` }] };
}
