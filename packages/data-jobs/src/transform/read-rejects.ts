import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { RowProblem } from "@rowmill/tables";

/** A rejected row, as `transformFile` writes it. */
export interface StoredReject {
  readonly row: number;
  readonly byteOffset?: number;
  readonly cells: readonly (string | null)[];
  readonly problems: readonly RowProblem[];
}

/** The rejected rows of a transform, in the order of the file. */
export async function* readRejects(path: string): AsyncGenerator<StoredReject> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield JSON.parse(line) as StoredReject;
  }
}

/** The rows of a file of rejects for people: the number of the row, what is wrong with it, and its cells as they stood. */
export async function* rejectRows(path: string): AsyncGenerator<(string | null)[][]> {
  for await (const { row, byteOffset, cells, problems } of readRejects(path)) {
    const texts = problems.map(({ column, field, value, message }) => {
      const where = column ?? field;
      return `${where === undefined ? "" : `${where}: `}${message}${value === undefined || value === null ? "" : ` (${value})`}`;
    });
    yield [[String(row), byteOffset === undefined ? null : String(byteOffset), texts.join("; "), ...cells]];
  }
}
