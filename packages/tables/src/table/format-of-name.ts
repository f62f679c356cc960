import type { TableFormat } from "./format-options.ts";

/** What the end of a file's name says about its format, or `undefined` if it says nothing. */
export function formatOfName(name: string | undefined): TableFormat | undefined {
  const extension = /\.([a-z\d]+)$/i.exec(name ?? "")?.[1]?.toLowerCase();
  return extension === undefined ? undefined : FORMATS.get(extension);
}

const FORMATS: ReadonlyMap<string, TableFormat> = new Map([
  ["csv", "delimited"],
  ["tsv", "delimited"],
  ["tab", "delimited"],
  ["psv", "delimited"],
  ["json", "json"],
  ["geojson", "json"],
  ["jsonl", "jsonl"],
  ["ndjson", "jsonl"],
  ["ldjson", "jsonl"],
  ["xlsx", "xlsx"],
  ["xlsm", "xlsx"],
  ["fwf", "fixed-width"],
  ["prn", "fixed-width"],
  ["log", "text"],
  ["md", "text"],
]);
