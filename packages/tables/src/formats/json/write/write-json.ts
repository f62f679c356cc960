import { checkOptions } from "@rowmill/core/errors";
import { type OutputCell, type OutputColumn, type OutputPart, type OutputRows, WHOLE_OUTPUT } from "../../../table/output.ts";
import { encodeRows } from "../../../text/encode/encode-rows.ts";
import { jsonText } from "./json-text.ts";

/** How JSON is written. */
export interface JsonOptions {
  /** Whether each member of a record has a line of its own, indented by two spaces. @defaultValue false */
  readonly pretty?: boolean | undefined;
}

/**
 * Writes rows as a JSON array of objects, as a stream of bytes. Values of typed columns are numbers and booleans where JSON holds
 * them exactly: a number of more than 15 digits, or with leading zeros, stays a string.
 *
 * @throws RowmillError `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const columns = [{ name: "id", type: "integer" }, { name: "email" }] as const;
 * await pipeline(writeJson([[["1", "ada@example.org"]]], columns), createWriteStream("people.json"));
 * ```
 */
export function writeJson(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  options: JsonOptions = {},
  part: OutputPart = WHOLE_OUTPUT,
): AsyncGenerator<Uint8Array> {
  checkOptions(options, ["pretty"], "writeJson");
  const record = options.pretty === true ? prettyRecords(columns) : compactRecords(columns);
  return encodeRows(
    rows,
    columns,
    {
      before: "[\n",
      row: (cells, row) => (row === 1 ? "" : ",\n") + record(cells),
      after: (rowCount) => (rowCount === 0 ? "]\n" : "\n]\n"),
    },
    {},
    part,
  );
}

/**
 * Writes rows as JSON Lines: an object in each line, with values as `writeJson` writes them.
 *
 * @example
 * ```ts
 * await pipeline(writeJsonLines(rows, columns), createWriteStream("people.jsonl"));
 * ```
 */
export function writeJsonLines(
  rows: OutputRows,
  columns: readonly OutputColumn[],
  part: OutputPart = WHOLE_OUTPUT,
): AsyncGenerator<Uint8Array> {
  const record = compactRecords(columns);
  return encodeRows(rows, columns, { before: "", row: (cells) => `${record(cells)}\n`, after: () => "" }, {}, part);
}

function compactRecords(columns: readonly OutputColumn[]): (cells: readonly OutputCell[]) => string {
  const keys = columns.map(({ name }) => `${JSON.stringify(name.toWellFormed())}:`);
  return (cells) => `{${keys.map((key, index) => key + jsonText(cells[index] ?? null, columns[index]?.type)).join(",")}}`;
}

function prettyRecords(columns: readonly OutputColumn[]): (cells: readonly OutputCell[]) => string {
  const keys = columns.map(({ name }) => `    ${JSON.stringify(name.toWellFormed())}: `);
  return (cells) => {
    const members = keys.map((key, index) => key + jsonText(cells[index] ?? null, columns[index]?.type));
    return members.length === 0 ? "  {}" : `  {\n${members.join(",\n")}\n  }`;
  };
}
