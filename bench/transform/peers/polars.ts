import type { Transformer } from "../task.ts";

/** Not named in the import, because its types come with the native part only. */
const PACKAGE: string = "nodejs-polars";

/** nodejs-polars with columns of strings; it uses as many threads as it likes. */
export const transformWithPolars: Transformer = async (from, to, { columns, lower, upper }, format) => {
  const { default: pl } = (await import(PACKAGE)) as { default: Polars };
  const selected = columns.map((column) => {
    if (column === lower) return pl.col(column).str.toLowerCase();
    return column === upper ? pl.col(column).str.toUpperCase() : pl.col(column);
  });
  const frame = pl.readCSV(from, { hasHeader: true, inferSchemaLength: 0 }).select(...selected);
  if (format === "csv") frame.writeCSV(to);
  else frame.writeJSON(to, { format: "lines" });
};

interface Polars {
  col(name: string): Column;
  readCSV(path: string, options: { hasHeader: boolean; inferSchemaLength: number }): Frame;
}

interface Column {
  readonly str: { toLowerCase(): Column; toUpperCase(): Column };
}

interface Frame {
  select(...columns: readonly Column[]): Frame;
  writeCSV(path: string): void;
  writeJSON(path: string, options: { format: "lines" }): void;
}
