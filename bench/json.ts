import { readJsonFiles } from "./json/read.ts";

/** What it costs to read JSON: each record as a row of texts, nested objects in columns of their own. */
export const scenarios = {
  lines: readJsonFiles("jsonl"),
  document: readJsonFiles("json"),
};
