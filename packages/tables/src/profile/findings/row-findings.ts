import type { ReadProblem } from "../../table/table-reader.ts";
import type { Finding, FindingCode, Severity } from "../../table/finding.ts";
import type { CountedRows } from "../column/column-tally.ts";
import { firstRows, ROW_LIMIT } from "./first-rows.ts";

/** Counts what is wrong with whole rows, and keeps the numbers of the first few. */
export class RowFindings {
  readonly #counts = new Map<RowFindingCode, Found>();

  note(code: RowFindingCode, row: number): void {
    this.noteProblem({ code, row, line: row });
  }

  /** Notes many at once. */
  noteRows(code: RowFindingCode, { count, rows }: CountedRows): void {
    if (count === 0) return;
    const [first = 0] = rows;
    const found = this.#counts.get(code) ?? { count: 0, rows: [], byteOffsets: [], first: { line: first, detail: undefined } };
    this.#counts.set(code, { ...found, count: found.count + count, rows: firstRows([found.rows, rows]) });
  }

  noteProblem(problem: Pick<ReadProblem, "row" | "line" | "byteOffset" | "detail"> & { readonly code: RowFindingCode }): void {
    const found = this.#counts.get(problem.code) ?? { count: 0, rows: [], byteOffsets: [], first: problem };
    this.#counts.set(problem.code, found);
    found.count += 1;
    if (found.rows.length === ROW_LIMIT) return;
    found.rows.push(problem.row);
    if (problem.byteOffset !== undefined) found.byteOffsets.push(problem.byteOffset);
  }

  /** What was noted, as plain values. */
  state(): RowFindingsState {
    return [...this.#counts];
  }

  /** Notes what was noted in a part of the file, below so many rows and lines. Parts come in their order. */
  absorb(state: RowFindingsState, rowsBefore: number, linesBefore: number): void {
    for (const [code, { count, rows, byteOffsets, first }] of state) {
      const found = this.#counts.get(code) ?? { count: 0, rows: [], byteOffsets: [], first: { ...first, line: first.line + linesBefore } };
      const room = ROW_LIMIT - found.rows.length;
      this.#counts.set(code, {
        ...found,
        count: found.count + count,
        rows: [...found.rows, ...rows.slice(0, room).map((row) => row + rowsBefore)],
        byteOffsets: [...found.byteOffsets, ...byteOffsets.slice(0, room)],
      });
    }
  }

  /** In the order of `MESSAGES`, which is from bad to harmless. */
  list(): Finding[] {
    const findings: Finding[] = [];
    for (const [code, { severity, message }] of Object.entries(MESSAGES) as [RowFindingCode, RowMessage][]) {
      const found = this.#counts.get(code);
      if (!found) continue;
      const { count, rows, byteOffsets, first } = found;
      const finding = { code, severity, message: message(count, first.line, first.detail ?? ""), count, rows };
      findings.push(byteOffsets.length === rows.length ? { ...finding, byteOffsets } : finding);
    }
    return findings;
  }
}

type RowFindingCode = Extract<
  FindingCode,
  ReadProblem["code"] | "blank_lines" | "repeated_header" | "ragged_rows_short" | "ragged_rows_long"
>;

/** What `RowFindings` has noted. */
export type RowFindingsState = readonly (readonly [RowFindingCode, Found])[];

interface Found {
  count: number;
  readonly rows: number[];
  readonly byteOffsets: number[];
  readonly first: Pick<ReadProblem, "line" | "detail">;
}

interface RowMessage {
  readonly severity: Severity;
  readonly message: (count: number, line: number, detail: string) => string;
}

const MESSAGES: Readonly<Record<RowFindingCode, RowMessage>> = {
  unclosed_quote: {
    severity: "error",
    message: (count, line) =>
      `${things(count, "quote")} never closed: the first opens in line ${line}. Each stays in its cell, which ends with its line or before the next delimiter: check the cells near it.`,
  },
  bad_record: {
    severity: "error",
    message: (count, line, detail) =>
      `${things(count, "record")} could not be read and ${count === 1 ? "is" : "are"} not in the table. In line ${line}, ${detail}.`,
  },
  truncated_file: {
    severity: "error",
    message: (_, line, detail) => `The file ends too early, in line ${line}: ${detail}. What comes before was read.`,
  },
  malformed_quotes: {
    severity: "warning",
    message: (count) =>
      `In ${things(count, "row")} a quote inside quotes is neither doubled nor the last sign of its cell. The cell was read to the quote that ends it, or kept as it stands: check whether it was cut where it should be.`,
  },
  too_many_cells: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} with more cells than a row may have. The rest of the row is in one last cell, as it stands.`,
  },
  blanks_around_quotes: {
    severity: "info",
    message: (count) => `In ${things(count, "row")} blanks stand between a quote and its delimiter. They were left out.`,
  },
  stray_quotes: {
    severity: "info",
    message: (count) => `In ${things(count, "row")} a cell without quotes has a quote inside. It was kept as it stands.`,
  },
  invalid_bytes: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} with bytes that are no text in the encoding of the file (shown as \ufffd). Was it converted before, or is the encoding another one?`,
  },
  ragged_rows_long: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} with more cells than the table has columns. The surplus cells are in no column of this profile.`,
  },
  ragged_rows_short: {
    severity: "warning",
    message: (count) => `${things(count, "row")} with fewer cells than the table has columns. The missing cells count as empty.`,
  },
  repeated_header: {
    severity: "warning",
    message: (count) =>
      `${things(count, "row")} of data with the header again, as where files were put one behind the other. They are read like any other: leave them out by the option omit.`,
  },
  omitted_rows: {
    severity: "info",
    message: (count, line, detail) => `${things(count, "row")} left out, as the option omit says. The first, row ${line}, is ${detail}.`,
  },
  duplicate_keys: {
    severity: "warning",
    message: (count, line, detail) =>
      `${things(count, "record")} with a key that comes twice (line ${line}: ${detail}). The last value counts.`,
  },
  mixed_records: {
    severity: "warning",
    message: (count, line, detail) =>
      `${things(count, "record")} of another kind than the rest (line ${line}: ${detail}). Each is kept as JSON in one cell.`,
  },
  too_many_keys: {
    severity: "warning",
    message: (count, _, detail) => `${things(count, "record")} with keys that are in no column, because ${detail}.`,
  },
  json_extensions: {
    severity: "warning",
    message: (count, line, detail) =>
      `${things(count, "record")} that ${count === 1 ? "is" : "are"} no strict JSON, but can be understood (line ${line}: ${detail}).`,
  },
  lone_surrogates: {
    severity: "warning",
    message: (count, line) => `${things(count, "value")} with half of a character (a lone surrogate), the first in line ${line}.`,
  },
  text_between_fields: {
    severity: "warning",
    message: (count, line, detail) =>
      `${things(count, "line")} with text where the layout has no field (line ${line}: ${detail}). It is in no column.`,
  },
  trailing_data: {
    severity: "warning",
    message: (_, line, detail) => `Something follows after the end of the data, in line ${line}: ${detail}. It was not read.`,
  },
  comment_lines: {
    severity: "info",
    message: (count) => `${things(count, "comment line")}, left out.`,
  },
  ruling_lines: {
    severity: "info",
    message: (count) => `${things(count, "line")} drawn between the rows, left out.`,
  },
  end_of_file_sign: {
    severity: "info",
    message: () => "The file ends with an end-of-file sign of DOS (Ctrl-Z), which was left out.",
  },
  broken_cell: {
    severity: "error",
    message: (count, line, detail) =>
      `${things(count, "row")} with a cell that is not as the format has it (row ${line}: ${detail}). What could be read of it is there.`,
  },
  formula_without_value: {
    severity: "warning",
    message: (count, line) =>
      `${things(count, "row")} with a formula whose value is not in the file, the first in row ${line}: its cell is empty here. Open the workbook in a spreadsheet program and save it, so that its values are stored.`,
  },
  error_value: {
    severity: "warning",
    message: (count, line, detail) =>
      `${things(count, "row")} with a formula that came to an error (row ${line}: ${detail}). The error is the text of the cell.`,
  },
  long_cell: {
    severity: "info",
    message: (count, line) =>
      `${things(count, "row")} with a cell of more than 32767 characters, the first in row ${line}. Excel would cut it; here it is whole.`,
  },
  blank_lines: {
    severity: "info",
    message: (count) => `${things(count, "blank line")} or rows of empty cells, not counted as rows of the table.`,
  },
};

function things(count: number, name: string): string {
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
