import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { analyzeFile, detectFormat, readRows, type DetectedFormat, type FileProfile } from "@rowmill/tables";
import { expectations, type Expected } from "./reading/expectations.ts";
import { type CaseResult, isChosen, type Suite } from "./suite.ts";

/** Files in folders by what is special about them, each with what a careful person reads in it. A file without an expectation is wrong. */
export const reading: Suite = {
  folder: "reading",
  async *run(folder, prefixes) {
    const kinds = readdirSync(folder).filter((kind) => isChosen(kind, prefixes));
    for (const kind of kinds.toSorted()) {
      const files = readdirSync(join(folder, kind)).filter((file) => file !== "expected.md");
      for (const file of files.toSorted()) yield await compare(kind, file, join(folder, kind, file));
    }
  },
};

async function compare(kind: string, file: string, path: string): Promise<CaseResult> {
  const name = `${kind}/${file}`;
  const expected = expectations[name];
  if (!expected) return { name, kind, isRight: false, report: "No expectation is written down for this file" };
  try {
    const format = await detectFormat(path);
    const profile = await analyzeFile(path, { threads: 1 });
    const differences = differencesOf(expected, { format, profile, first: await firstRow(path) });
    return { name, kind, isRight: differences.length === 0, report: differences.join("\n"), confidence: format.formatConfidence };
  } catch (error) {
    return { name, kind, isRight: false, report: String(error) };
  }
}

interface Read {
  readonly format: DetectedFormat;
  readonly profile: FileProfile;
  readonly first: readonly (string | null)[];
}

async function firstRow(path: string): Promise<Read["first"]> {
  for await (const { rows } of readRows(path)) if (rows[0]) return rows[0];
  return [];
}

function differencesOf(expected: Expected, { format, profile, first }: Read): string[] {
  const differences: string[] = [];
  const check = (what: string, wanted: unknown, got: unknown) => {
    if (wanted === undefined || isDeepStrictEqual(wanted, got) || isNear(wanted, got)) return;
    differences.push(`${what}: ${JSON.stringify(wanted)} was expected, and it is ${JSON.stringify(got)}`);
  };
  const codes = new Set<string>(profile.findings.map(({ code }) => code));
  const names = profile.columns.map((column) => column.name);
  check("format", expected.format, format.format);
  check("delimiter", expected.delimiter, format.dialect?.delimiter);
  check("quote", expected.quote, format.dialect?.quote);
  check("recordsPath", expected.recordsPath, format.recordsPath);
  check("sheet", expected.sheet, format.sheet);
  check("rows", expected.rows, profile.rowCount);
  check("columns", expected.columns, profile.hasHeader ? names : null);
  check("number of columns", expected.columnCount, profile.columnCount);
  check("first row", expected.first, first);
  check(
    "findings that are missing",
    expected.findings && [],
    expected.findings?.filter((code) => !codes.has(code)),
  );
  for (const [name, wanted] of Object.entries(expected.profiles ?? {})) {
    const column = profile.columns.find((other) => other.name === name);
    for (const [key, value] of Object.entries(wanted)) check(`${name}.${key}`, value, column?.[key as keyof typeof column]);
  }
  return differences;
}

/** Whether two numbers differ in their last digit at most. */
function isNear(a: unknown, b: unknown): boolean {
  return typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= Math.abs(a) * 1e-15;
}
