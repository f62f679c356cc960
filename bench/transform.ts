import { memory } from "./transform/memory.ts";
import { rowSteps, rules, transform, workbook } from "./transform/scenario.ts";

/** What it costs to write eight of a table's columns in another order, two of them changed, to another file. */
export const scenarios = {
  "mixed-csv": transform("mixed", "csv"),
  "mixed-jsonl": transform("mixed", "jsonl"),
  "quoted-csv": transform("quoted", "csv"),
  "quoted-jsonl": transform("quoted", "jsonl"),
  "wide-csv": transform("wide", "csv"),
  "wide-jsonl": transform("wide", "jsonl"),
  "utf8-csv": transform("utf8", "csv"),
  "utf8-jsonl": transform("utf8", "jsonl"),
  "rules-csv": rules("csv"),
  "rules-jsonl": rules("jsonl"),
  "mixed-xlsx": workbook("mixed"),
  "quoted-xlsx": workbook("quoted"),
  "rows-csv": rowSteps("csv"),
  "memory-csv": memory("csv"),
  "memory-jsonl": memory("jsonl"),
  "memory-xlsx": memory("xlsx"),
  "memory-filter": memory("csv", [{ op: "filter", where: { column: "id", empty: false } }]),
  "memory-dedupe": memory("csv", [{ op: "dedupe", keys: ["id"] }]),
  "memory-dedupe-last": memory("csv", [{ op: "dedupe", keys: ["id"], keep: "last" }]),
};
