import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { RejectedRow } from "@rowmill/tables";

/** The rejected rows of a transform, in the order of the file. */
export async function* readRejects(path: string): AsyncGenerator<RejectedRow> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== "") yield JSON.parse(line) as RejectedRow;
  }
}

/** The rows of a file of rejects for people: the number of the row, what is wrong with it, and its cells as they stood. */
export async function* rejectRows(path: string): AsyncGenerator<(string | null)[][]> {
  for await (const { rowNumber, byteOffset, cells, problems } of readRejects(path)) {
    const texts = problems.map(({ column, field, value, message }) => {
      const where = column ?? field;
      return `${where === undefined ? "" : `${where}: `}${message}${value === undefined || value === null ? "" : ` (${value})`}`;
    });
    yield [[String(rowNumber), byteOffset === undefined ? null : String(byteOffset), texts.join("; "), ...cells]];
  }
}
