import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../src/formats/delimited/csv-reader.ts";
import type { Dialect } from "../../../src/table/dialect.ts";
import { readRows } from "../../../src/read-rows.ts";

/** Beside each file stands what a person would expect who looks at it. */
interface Expected {
  readonly about: string;
  readonly columns: string[];
  readonly rows: string[][];
  /** Findings about cells and rows: what detection says about the form of the table is not repeated here. */
  readonly findings: string[];
  /** The numbers of the rows, where they do not follow each other below the header. */
  readonly rowNumbers?: number[];
}

const FOLDER = join(import.meta.dirname, "../../fixtures/nasty");

const ABOUT_CELLS: ReadonlySet<string> = new Set([
  "malformed_quotes",
  "unclosed_quote",
  "stray_quotes",
  "blanks_around_quotes",
  "end_of_file_sign",
  "invalid_bytes",
  "ragged_rows_short",
  "ragged_rows_long",
  "blank_lines",
]);

describe("a nasty delimited file", () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".csv"));

  it.each(names.map((name) => [name, expected(name)] as const))("%s", async (name, { columns, rows, findings, rowNumbers }) => {
    const read = await readAll(readFileSync(join(FOLDER, name)));
    expect(read.columns).toEqual(columns);
    expect(read.rows).toEqual(rows);
    expect(read.findings).toEqual(findings);
    if (rowNumbers) expect(read.rowNumbers).toEqual(rowNumbers);
  });

  it.each(names)("%s comes to the same rows wherever it is cut into chunks", async (name) => {
    const bytes = readFileSync(join(FOLDER, name));
    const dialects = [COMMA, { ...COMMA, escape: "\\" }, { ...COMMA, quote: "'", escape: "'", skipInitialSpace: true, comment: "#" }];
    for (const dialect of dialects) {
      const whole = await readChunks([bytes], dialect);
      for (let cut = 1; cut < bytes.length; cut += 1) {
        expect(await readChunks([bytes.subarray(0, cut), bytes.subarray(cut)], dialect)).toEqual(whole);
      }
    }
  });

  it("there are many of them", () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
  });
});

const COMMA: Dialect = { delimiter: ",", quote: '"', escape: '"', skipInitialSpace: false };

async function readChunks(chunks: readonly Uint8Array[], dialect: Dialect) {
  async function* source() {
    yield* chunks;
  }
  const read = { rows: [] as unknown[], problems: [] as unknown[] };
  for await (const { rows, problems } of readCsv(source(), { encoding: "utf-8", dialect, maxRecordLength: 10_000 })) {
    read.rows.push(...rows);
    read.problems.push(...problems);
  }
  return read;
}

function expected(name: string): Expected {
  return JSON.parse(readFileSync(join(FOLDER, name.replace(".csv", ".json")), "utf8")) as Expected;
}

async function readAll(bytes: Uint8Array) {
  const rows: unknown[] = [];
  const rowNumbers: number[] = [];
  let columns: readonly string[] = [];
  let findings: string[] = [];
  for await (const batch of readRows(bytes)) {
    rows.push(...batch.rows);
    rowNumbers.push(...batch.rowNumbers);
    columns = batch.columns;
    findings = batch.findings.map(({ code }) => code).filter((code) => ABOUT_CELLS.has(code));
  }
  return { rows, rowNumbers, columns, findings: findings.toSorted() };
}
