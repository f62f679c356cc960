import { memory } from "./transform/memory.ts";
import { rules, transform } from "./transform/scenario.ts";

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
  "memory-csv": memory("csv"),
  "memory-jsonl": memory("jsonl"),
};
