import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Cells } from "./count-cells.ts";

/** Not named in the import, because its types come with the native part only. */
const PACKAGE: string = "nodejs-polars";

const require = createRequire(import.meta.url);

/** Whether nodejs-polars has its native part, an optional package for each platform, which npm may have skipped. */
export function hasPolars(): boolean {
  try {
    const packages = join(dirname(require.resolve("nodejs-polars/package.json")), "..");
    return readdirSync(packages).some((name) => name.startsWith("nodejs-polars-"));
  } catch {
    return false;
  }
}

/** Reads the whole file into columns of strings, in memory, and says how many cells that are. */
export async function countWithPolars(path: string): Promise<Cells> {
  const { default: pl } = (await import(PACKAGE)) as { default: Polars };
  const frame = pl.readCSV(path, { hasHeader: false, inferSchemaLength: 0 });
  return { cells: frame.height * frame.width, characters: 0 };
}

interface Polars {
  readCSV(path: string, options: { hasHeader: boolean; inferSchemaLength: number }): { readonly height: number; readonly width: number };
}
