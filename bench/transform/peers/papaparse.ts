import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import Papa from "papaparse";
import type { Transformer } from "../task.ts";
import { changeRow, jsonLine } from "./change-row.ts";

/** papaparse, chunk by chunk, which waits for the disk. */
export const transformWithPapaparse: Transformer = async (from, to, task, format) => {
  const out = createWriteStream(to);
  const source = createReadStream(from, { highWaterMark: 1024 * 1024 }).setEncoding("utf8");
  let change: ((row: readonly string[]) => string[]) | undefined;
  await new Promise<void>((resolve, reject) => {
    Papa.parse(source, {
      chunk({ data }) {
        const rows = data.filter((row) => row.length > 1 || row[0] !== "");
        if (change === undefined) {
          change = changeRow(rows.shift() ?? [], task);
          if (format === "csv") out.write(`${task.columns.join(",")}\n`);
        }
        const cells = rows.map(change);
        const text =
          format === "csv" ? `${Papa.unparse(cells, { newline: "\n" })}\n` : cells.map((row) => jsonLine(task.columns, row)).join("");
        if (out.write(text)) return;
        source.pause();
        out.once("drain", () => source.resume());
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  out.end();
  await once(out, "close");
};
