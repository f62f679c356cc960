import { createReadStream } from "node:fs";
import { readRows } from "@rowmill/tables";
import { parse } from "csv-parse";
import Papa from "papaparse";
import { inferSchema, initParser, type Parser } from "udsv";

/** How many cells a file has, header included, and of how many characters together: whoever knows that has read each cell. */
export interface Cells {
  readonly cells: number;
  readonly characters: number;
}

/** Rowmill as most call it: encoding, dialect and header are detected, which reads a file twice. */
export const countWithRowmill = (path: string) => countRowmill(path, {});

/** Rowmill, told what the others are told. */
export const countWithRowmillTold = (path: string) =>
  countRowmill(path, { encoding: "utf-8", delimiter: ",", quote: '"', escape: '"', header: false });

async function countRowmill(path: string, options: Parameters<typeof readRows>[1]): Promise<Cells> {
  const counter = createCounter();
  let columns: readonly string[] = [];
  for await (const batch of readRows(path, options)) {
    columns = batch.columns;
    for (const row of batch.rows) counter.add(row as readonly string[]);
  }
  if (options?.header !== false) counter.add(columns);
  return counter.total();
}

export function countWithCsvParse(path: string): Promise<Cells> {
  const counter = createCounter();
  return new Promise((resolve, reject) => {
    readStream(path)
      .on("error", reject)
      .pipe(parse())
      .on("data", (row: string[]) => counter.add(row))
      .on("end", () => resolve(counter.total()))
      .on("error", reject);
  });
}

/** With the stream's encoding set: without it papaparse breaks letters at the borders of chunks. */
export function countWithPapaparse(path: string): Promise<Cells> {
  const counter = createCounter();
  return new Promise((resolve, reject) => {
    Papa.parse(readStream(path).setEncoding("utf8"), {
      chunk({ data }) {
        for (const row of data) if (row.length > 1 || row[0] !== "") counter.add(row);
      },
      complete: () => resolve(counter.total()),
      error: reject,
    });
  });
}

export async function countWithUdsv(path: string): Promise<Cells> {
  const counter = createCounter();
  let parser: Parser | undefined;
  for await (const chunk of readStream(path).setEncoding("utf8") as AsyncIterable<string>) {
    parser ??= initParser(inferSchema(chunk, { header: () => [] }));
    parser.chunk<string[]>(chunk, parser.stringArrs, counter.add);
  }
  parser?.end();
  return counter.total();
}

/** Chunks of a megabyte for everyone: Node's 64 kB would slow them all down. */
function readStream(path: string) {
  return createReadStream(path, { highWaterMark: 1024 * 1024 });
}

function createCounter() {
  let cells = 0;
  let characters = 0;
  return {
    add(row: readonly string[]) {
      cells += row.length;
      for (let index = 0; index < row.length; index += 1) characters += row[index]?.length ?? 0;
    },
    total: (): Cells => ({ cells, characters }),
  };
}
