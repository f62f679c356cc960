import type { Finding } from "../table/finding.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
import type { TableFormat } from "../table/format-options.ts";
import { formatOfName } from "../table/format-of-name.ts";

/** What is worth saying where the end of a file's name promises another format than the content has, or does not say that it is packed. */
export function nameFinding(
  table: Pick<DetectedFormat, "format" | "container" | "entry">,
  fileName: string | undefined,
): Finding | undefined {
  const name = table.entry ?? fileName;
  const inner = name?.replace(/\.gz$/i, "");
  const promised = /\.xls$/i.test(inner ?? "") ? "xlsx" : formatOfName(inner);
  if (name === undefined || promised === undefined || promised === "text" || promised === "fixed-width") return undefined;
  const isPacked = table.container !== null && table.entry === null && inner === name;
  if (promised === table.format && !isPacked) return undefined;
  const what = NAMES[table.format] + (isPacked ? `, packed in ${table.container ?? ""}` : "");
  const message = `The file is called ${JSON.stringify(name)}, and it is ${what}. It was read as what it is.`;
  return { code: "format_unlike_name", severity: "info", message, count: 1, rows: [] };
}

const NAMES: Readonly<Record<TableFormat, string>> = {
  delimited: "delimited text",
  xlsx: "an XLSX workbook",
  json: "a JSON document",
  jsonl: "JSON Lines",
  "fixed-width": "fixed-width text",
  text: "free text",
};
