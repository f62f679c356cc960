import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Transform } from "node:stream";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import type { Transformer } from "../task.ts";
import { changeRow, jsonLine } from "./change-row.ts";

/** The usual pipeline of Node: csv-parse, a transform stream, csv-stringify. */
export const transformWithCsvParse: Transformer = async (from, to, task, format) => {
  let change: ((row: readonly string[]) => string[]) | undefined;
  const rows = new Transform({
    objectMode: true,
    transform(row: string[], _encoding, done) {
      if (change === undefined) {
        change = changeRow(row, task);
        done(null, format === "csv" ? task.columns : undefined);
      } else {
        const cells = change(row);
        done(null, format === "csv" ? cells : jsonLine(task.columns, cells));
      }
    },
  });
  const source = createReadStream(from, { highWaterMark: 1024 * 1024 });
  if (format === "csv") await pipeline(source, parse(), rows, stringify(), createWriteStream(to));
  else await pipeline(source, parse(), rows, createWriteStream(to));
};
