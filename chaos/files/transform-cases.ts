import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { Mapping, OutputOptions } from "@rowmill/tables";

/** A transform that is killed again and again. */
export interface TransformCase {
  readonly name: string;
  readonly mapping: Mapping;
  readonly output: OutputOptions;
}

const FIELDS: Mapping["fields"] = [
  { target: "id", from: "id" },
  { target: "mail", from: "mail", steps: ["trim", "lowercase"] },
  { target: "amount", from: "amount", steps: [{ op: "number", decimalChar: "," }] },
  { target: "note", from: "note" },
];

/** Fields that only the engine of rows fills. */
const NUMBERED: Mapping["fields"] = [...FIELDS, { target: "row", system: "$row" }, { target: "key", system: "$id" }];

/** Every format, both engines, and everything that remembers rows. */
export const TRANSFORM_CASES: readonly TransformCase[] = [
  { name: "csv", mapping: { fields: FIELDS }, output: { format: "csv" } },
  { name: "jsonl", mapping: { fields: FIELDS }, output: { format: "jsonl" } },
  { name: "json", mapping: { fields: FIELDS }, output: { format: "json" } },
  { name: "csv by rows", mapping: { fields: NUMBERED }, output: { format: "csv", delimiter: ";" } },
  { name: "json by rows", mapping: { fields: NUMBERED }, output: { format: "json", pretty: true } },
  { name: "tsv, dedupe", mapping: { fields: FIELDS, rows: [{ op: "dedupe", keys: ["id"] }] }, output: { format: "tsv" } },
  {
    name: "csv, dedupe last",
    mapping: { fields: FIELDS, rows: [{ op: "dedupe", keys: ["id"], keep: "last" }] },
    output: { format: "csv" },
  },
  { name: "jsonl, unique", mapping: { fields: FIELDS, rules: [{ rule: "unique", field: "id" }] }, output: { format: "jsonl" } },
  {
    name: "fixed width",
    mapping: { fields: FIELDS.slice(0, 3) },
    output: { format: "fixed-width", fields: [12, 40, 14].map((width) => ({ width })) },
  },
  { name: "text", mapping: { fields: FIELDS.slice(0, 3) }, output: { format: "text" } },
  { name: "xlsx", mapping: { fields: FIELDS }, output: { format: "xlsx" } },
  { name: "parquet", mapping: { fields: FIELDS }, output: { format: "parquet" } },
  { name: "csv, gzip", mapping: { fields: FIELDS }, output: { format: "csv", compression: "gzip" } },
];

/** Writes the file that is transformed: quoted cells with line ends, numbers that are none, rows that are too short, ids that come again. */
export async function writeOrders(path: string, sizeBytes: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write("id;mail;amount;note\n");
  let written = 0;
  for (let row = 0; written < sizeBytes;) {
    let lines = "";
    for (const end = row + 2_000; row < end; row += 1) lines += line(row);
    written += lines.length;
    if (!stream.write(lines)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

function line(row: number): string {
  if (row % 1_013 === 0) return `${row};too short\n`;
  const id = row % 7 === 0 ? Math.floor(row / 2) : row;
  const amount = row % 501 === 0 ? "on request" : `${row % 9_973},${String(row % 100).padStart(2, "0")}`;
  const note = row % 3 === 0 ? `"a note,\nof ""${row}"" lines;1;2;3"` : `note ${row}`;
  return `${id}; Person.${row}@Example.com ;${amount};${note}\n`;
}
