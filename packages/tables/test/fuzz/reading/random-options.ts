import type { Random } from "../harness/random.ts";
import type { FormatOptions } from "../../../src/index.ts";
import type { MadeFile } from "./made-file.ts";

/** What a caller may say of a file: mostly nothing, at times something wrong. */
export function randomOptions({ kind, name }: MadeFile, random: Random): FormatOptions {
  const fileName = random.chance(0.7) ? { fileName: name } : {};
  if (random.chance(0.55)) return fileName;
  const more = random.pick<() => FormatOptions>([
    () => ({ header: random.chance(0.5) }),
    () => ({ delimiter: random.pick([",", ";", "\t", " ", null, "é"]), quote: random.pick(['"', "'", null]) }),
    () => ({ format: random.pick(["delimited", "xlsx", "json", "jsonl", "fixed-width", "text"]) }),
    () => ({ encoding: random.pick(["utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "gb18030", "nonsense"]) }),
    () => ({ omit: ["repeated_headers", "notes", "totals"] }),
    () => ({ maxRecordLength: random.pick([1, 20, 1_000]) }),
    () => ({ maxColumns: random.pick([1, 2, 5]) }),
    () => ({ recordsPath: random.pick(["", "data", "a.b.c", "nothing.there"]), flattenDepth: random.below(6) }),
    () => ({
      layout: [
        { start: 1, width: 3 },
        { name: "rest", start: 4 + random.below(3), width: Number.POSITIVE_INFINITY },
      ],
    }),
    () => ({ sheet: random.pick([0, 1, "S1", "S2", "nothing"]), fillMergedCells: random.chance(0.7) }),
    () => ({ entry: random.pick([name, "b0.csv", "nothing"]) }),
    () => ({ engine: kind.startsWith("xlsx") ? "exceljs" : "csv-parse" }),
    () => ({ maxInflatedBytes: random.pick([1, 1_000]) }),
  ])();
  return { ...fileName, ...more };
}
