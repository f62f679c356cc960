import { styleText } from "node:util";
import { type FileProfileJson, fileProfileSchema } from "@rowmill/data-jobs";
import { printTable, short } from "./print-table.ts";

type Column = FileProfileJson["columns"][number];

const SEVERITY_COLOURS = { error: "red", warning: "yellow", info: "cyan" } as const;

/** Prints the result of an `analyze` job for people. */
export function printProfile(result: unknown): void {
  const profile = fileProfileSchema.parse(result);
  console.log(`\n${profile.row_count.toLocaleString("en")} rows, ${profile.column_count} columns`);
  console.log(`${form(profile)}, ${profile.has_header ? "with" : "without"} a header\n`);

  const heads = ["#", "column", "type", "missing", "distinct", "range", "most frequent, or samples"];
  printTable(
    heads,
    profile.columns.map((column) => columnCells(column, profile.row_count)),
  );

  if (profile.findings.length > 0) console.log(styleText("bold", "\nFindings"));
  for (const { severity, code, message, rows } of profile.findings) {
    const where = rows.length === 0 ? "" : styleText("gray", ` (rows ${rows.join(", ")})`);
    console.log(`  ${styleText(SEVERITY_COLOURS[severity], code.padEnd(18))} ${message}${where}`);
  }
  console.log();
}

/** How the file is written, in a line. */
function form({ format, container, entry, sheet, encoding, dialect }: FileProfileJson): string {
  const packed = container === null ? [] : [entry === null ? `unpacked from ${container}` : `${entry} from ${container}`];
  const kind = dialect === null ? [sheet === null ? format : `${format}, sheet "${sheet}"`] : [];
  const written = encoding === null ? [] : [encoding.name];
  if (dialect) {
    const delimiter = dialect.delimiter === null ? "no delimiter" : `delimiter ${JSON.stringify(dialect.delimiter)}`;
    written.push(`${delimiter} (${Math.round(100 * dialect.confidence)} % sure)`, `line ends ${dialect.line_end}`);
  }
  return [...packed, ...kind, ...written].join(", ");
}

function columnCells(column: Column, rowCount: number): string[] {
  const { distinct, semantic } = column;
  const share = (100 * column.null_count) / rowCount;
  const missing = column.null_count === 0 ? "" : share < 0.1 ? "< 0.1 %" : `${share.toFixed(1)} %`;
  const range = column.min === null ? "" : `${short(column.min, 19)} … ${short(column.max, 19)}`;
  // What is in a column is told by its few values where they repeat, and by any of them where they do not.
  const repeats = distinct.count > 0 && distinct.count <= 50;
  const values = repeats ? column.top_values.map(({ value }) => value) : column.sample_values;
  return [
    String(column.index + 1),
    short(column.name, 20),
    semantic === null ? column.type : `${column.type}, ${semantic}`,
    missing,
    `${distinct.exact ? "" : "~"}${distinct.count.toLocaleString("en")}`,
    column.type === "string" ? lengths(column) : range,
    values
      .slice(0, 3)
      .map((value) => short(value, 22))
      .join(" · "),
  ];
}

function lengths({ length }: Column): string {
  if (!length) return "";
  return length.min === length.max ? `${length.min} characters` : `${length.min} to ${length.max} characters`;
}
