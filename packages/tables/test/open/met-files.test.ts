import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectFormat } from "../../src/detect-format.ts";
import { readRows } from "../../src/read-rows.ts";

/** What a person expects of a file who looks at it. */
interface Expected {
  readonly file: string;
  readonly about?: string;
  readonly format: string;
  readonly encoding?: string;
  readonly delimiter?: string | null;
  readonly quote?: string;
  readonly escape?: string;
  readonly preambleRows?: number;
  /** `null` if the file does not name its columns. */
  readonly header: readonly string[] | null;
  readonly headerRows?: number;
  readonly rowCount: number;
  readonly first?: readonly string[];
  readonly last?: readonly string[];
  readonly findings: readonly string[];
}

const FOLDER = join(import.meta.dirname, "../fixtures/met");

describe("a file as people have it", () => {
  const files = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as Expected[];

  it.each(files.map((expected) => [expected.file, expected] as const))(
    "%s",
    async (file, { about, first, last, findings, header, rowCount, ...form }) => {
      const path = join(FOLDER, file);
      const { format, encoding, dialect, preambleRows, headerRows, hasHeader } = await detectFormat(path);
      const found = { file, format, encoding: encoding?.name, preambleRows, headerRows, ...dialect };
      expect(found, about).toMatchObject({ preambleRows: 0, ...form });
      const { columns, rows, codes } = await readAll(path);
      expect(hasHeader ? columns : null).toEqual(header);
      expect({ rowCount: rows.length, first: rows[0], last: rows.at(-1) }).toEqual({ rowCount, first, last });
      expect(codes).toEqual(findings);
    },
  );
});

async function readAll(path: string) {
  const rows: (readonly (string | null)[])[] = [];
  let columns: readonly string[] = [];
  let codes: string[] = [];
  for await (const batch of readRows(path)) {
    rows.push(...batch.rows);
    columns = batch.columns;
    codes = [...new Set(batch.findings.map(({ code }) => code))].toSorted();
  }
  return { rows, columns, codes };
}
