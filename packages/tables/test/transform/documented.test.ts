import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineStep, type Mapping, type Rule, type RowStep, type Step, transformRows, validateFile } from "../../src/index.ts";
import { ruleSchema, rowStepSchema, stepSchema } from "../../src/schema/index.ts";
import type { Cell } from "../../src/table/table-reader.ts";
import { runField } from "./run-steps.ts";
import { loadCel } from "../../src/values/cel-language.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/transform.md"), "utf8");

/** The sections of a chapter: a title, and the blocks of code and tables in it. */
function sectionsOf(chapter: string): { readonly title: string; readonly text: string }[] {
  const text = page.split(`\n## ${chapter}\n`)[1]?.split("\n## ")[0] ?? "";
  return text
    .split("\n### ")
    .slice(1)
    .map((section) => ({ title: section.split("\n", 1)[0] ?? "", text: section }));
}

interface Example {
  readonly json: unknown;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly csv: readonly string[];
}

/** Each block of JSON with what stands below it: a table, or CSV before and after. */
function examplesOf(text: string): Example[] {
  return text
    .split("```json\n")
    .slice(1)
    .map((part) => {
      const [json = ""] = part.split("\n```", 1);
      const cells = part
        .split("\n")
        .filter((line) => line.startsWith("| "))
        .map((line) => line.slice(2, -2).split(" | "));
      const csv = part.split("```csv\n").slice(1);
      return {
        json: JSON.parse(json),
        columns: cells[0] ?? [],
        rows: cells.slice(1),
        csv: csv.map((block) => block.split("```", 1)[0] ?? ""),
      };
    });
}

/** `null` is null, text stands in backticks. */
function cellOf(text: string): Cell {
  return text === "null" ? null : text.replace(/^`(.*)`$/, "$1");
}

const reverse = defineStep({ name: "reverse", run: (values) => values.map((value) => [...value].toReversed().join("")) });

describe("docs/transform.md", () => {
  it("has a section with an example for every step, row step and rule", () => {
    const names = (schema: unknown, key: string): string[] =>
      [...new Set(JSON.stringify(schema).matchAll(new RegExp(`"${key}":\\{"type":"string","const":"(\\w+)"`, "g")))].map(
        ([, name]) => name ?? "",
      );
    const documented = (chapter: string) => sectionsOf(chapter).flatMap(({ title, text }) => (examplesOf(text).length > 0 ? [title] : []));
    const steps = new Set(names(stepSchema.toJSONSchema(), "op"));
    const rowSteps = new Set(names(rowStepSchema.toJSONSchema(), "op"));
    expect(new Set(documented("Cell steps"))).toEqual(steps);
    expect(new Set(documented("Row steps"))).toEqual(rowSteps);
    expect(new Set(documented("Rules"))).toEqual(new Set(names(ruleSchema.toJSONSchema(), "rule")));
    expect(steps.size).toBe(28);
  });

  it.each(sectionsOf("Cell steps"))("tells what $title does", async ({ text }) => {
    const cel = await loadCel();
    for (const { json, columns, rows } of examplesOf(text)) {
      const inputs = rows.map((row) => row.slice(0, -1).map(cellOf));
      const results = await runField({ from: "value", steps: [json as Step] }, columns.slice(0, -1), inputs, { cel, hostSteps: [reverse] });
      const expected = rows.map((row) => (row.at(-1) === "rejected" ? { error: expect.any(String) } : cellOf(row.at(-1) ?? "")));
      expect(results).toEqual(expected);
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  it.each(sectionsOf("Row steps"))("tells what $title does", async ({ text }) => {
    for (const {
      json,
      csv: [before = "", after = ""],
    } of examplesOf(text)) {
      const columns = after.split("\n", 1)[0]?.split(",") ?? [];
      const mapping: Mapping = { rows: [json as RowStep], fields: columns.map((name) => ({ target: name, from: name })) };
      const lines = [columns.join(",")];
      for await (const { rows } of transformRows(Buffer.from(before), mapping, { header: true, delimiter: "," })) {
        lines.push(...rows.map((row) => columns.map((name) => row[name]).join(",")));
      }
      expect(`${lines.join("\n")}\n`).toBe(after);
    }
  });

  it.each(sectionsOf("Rules").filter(({ text }) => examplesOf(text).length > 0))("tells what $title does", async ({ text }) => {
    const files = { countries: Buffer.from("code,name\nDE,Germany\nFR,France\n") };
    for (const { json, columns, rows } of examplesOf(text)) {
      const fields = columns.slice(0, -1);
      const csv = ["n", ...fields].join(",") + rows.map((row, index) => `\n${index},${row.slice(0, -1).map(cellOf).join(",")}`).join("");
      const options = { header: true, delimiter: ",", files, allowExpressions: true };
      const { rejects } = await validateFile(Buffer.from(`${csv}\n`), { rules: [json as Rule] }, options);
      const messages = new Map(rejects.map(({ rowNumber, problems }) => [rowNumber, problems[0]?.message]));
      expect(rows.map((_, index) => messages.get(index + 2) ?? "passes")).toEqual(rows.map((row) => row.at(-1)));
    }
  });
});
