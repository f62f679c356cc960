import { describe, expect, it } from "vitest";
import { type MatchColumn, suggestMapping, type TargetField } from "../../src/index.ts";

function stepsFor(column: Omit<MatchColumn, "name">, field: Omit<TargetField, "name">) {
  return suggestMapping({ columns: [{ name: "x", ...column }] }, { fields: [{ name: "x", ...field }] }).document.fields[0]?.steps;
}
const values = (...list: string[]) => list.map((value) => ({ value, count: 1 }));

describe("steps follow from the profiles", () => {
  it.each<[string, Omit<MatchColumn, "name">, Omit<TargetField, "name">, unknown]>([
    [
      "read a German number",
      { type: "number", decimalSign: ",", values: values("1.234,50", "3,00") },
      { type: "number" },
      [{ op: "number", decimalChar: ",", groupChar: "." }],
    ],
    ["leave a plain number alone", { type: "number", decimalSign: ".", values: values("1234.5") }, { type: "number" }, undefined],
    [
      "leave a comma where the target has one",
      { type: "number", decimalSign: ",", values: values("3,5") },
      { type: "number", decimalChar: "," },
      undefined,
    ],
    [
      "remove a currency",
      { type: "number", semantic: "currency", decimalSign: ".", values: values("$3.50") },
      { type: "number" },
      [{ op: "number", currency: true }],
    ],
    ["read a date pattern", { type: "date", datePattern: "dd.MM.yyyy" }, { type: "date" }, [{ op: "date", from: "dd.MM.yyyy" }]],
    [
      "write the pattern of the target",
      { type: "date", datePattern: "yyyy-MM-dd" },
      { type: "date", format: "%d/%m/%Y" },
      [{ op: "date", from: "yyyy-MM-dd", to: "dd/MM/yyyy" }],
    ],
    ["leave an ISO date alone", { type: "date", datePattern: "yyyy-MM-dd" }, { type: "date" }, undefined],
    ["leave equal patterns alone", { type: "date", datePattern: "dd.MM.yyyy" }, { type: "date", format: "%d.%m.%Y" }, undefined],
    [
      "take the date of a datetime",
      { type: "datetime", datePattern: "dd.MM.yyyy HH:mm" },
      { type: "date" },
      [{ op: "date", from: "dd.MM.yyyy HH:mm", to: "yyyy-MM-dd" }],
    ],
    ["read truth words", { type: "boolean", values: values("ja", "nein") }, { type: "boolean" }, [{ op: "boolean" }]],
    [
      "write the truth words of the target",
      { type: "boolean", values: values("ja", "nein") },
      { type: "boolean", trueValues: ["Y"], falseValues: ["N"] },
      [{ op: "boolean", outputTrue: "Y", outputFalse: "N" }],
    ],
    ["make null of words for a missing value", { missingValues: ["N/A"] }, { type: "string" }, [{ op: "nullIf", values: ["N/A"] }]],
    ["write e-mail addresses small", { semantic: "email", values: values("A@B.com") }, { type: "string", format: "email" }, ["lowercase"]],
  ])("%s", (_, column, field, expected) => {
    expect(stepsFor(column, field)).toEqual(expected);
  });

  it("read both columns of a signed amount", () => {
    const source = {
      columns: [
        { name: "Soll", decimalSign: ",", values: values("1.000,00") },
        { name: "Haben", decimalSign: ",", values: values("5,00") },
      ],
    } as const;
    expect(suggestMapping(source, ["amount"]).document.fields).toMatchObject([
      { target: "soll_number", from: "soll", hidden: true, steps: [{ op: "number", decimalChar: ",", groupChar: "." }] },
      {
        target: "amount",
        from: ["haben", "soll_number"],
        steps: [
          { op: "number", decimalChar: "," },
          { op: "math", byColumn: "soll_number" },
        ],
      },
    ]);
  });
});

describe("steps are tried on the sampled values", () => {
  const warningsFor = (column: Omit<MatchColumn, "name">, field: Omit<TargetField, "name">) =>
    suggestMapping({ columns: [{ name: "born", ...column }] }, { fields: [{ name: "born", ...field }] }).warnings;

  it("says which step fails on which values", () => {
    const column = { type: "date", datePattern: "dd.MM.yyyy", values: values("31.12.1990", "soon", "31.02.1990", "01.02.2000") } as const;
    const [warning, ...others] = warningsFor(column, { type: "date" });
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: "step_fails",
      message: expect.stringMatching(/"date" of "born" fails on 2 of 4 .*"soon", "31\.02\.1990"\./),
    });
  });

  it("says nothing where all values pass, are missing, or no step is proposed", () => {
    const dates = { type: "date", datePattern: "dd.MM.yyyy", missingValues: ["n/a"], values: values("31.12.1990", "n/a") } as const;
    expect(warningsFor(dates, { type: "date" })).toEqual([]);
    expect(warningsFor({ values: values("soon") }, { type: "string" })).toEqual([]);
    expect(warningsFor({ type: "date", datePattern: "dd.MM.yyyy" }, { type: "date" })).toEqual([]);
  });

  it("cuts long values and long lists", () => {
    const column = {
      type: "number",
      decimalSign: ",",
      values: values("1,5", ...Array.from({ length: 9 }, (_, index) => `x${index}${"y".repeat(500)}`)),
    } as const;
    const [warning] = warningsFor(column, { type: "number" });
    expect(warning?.message).toContain("and 6 more.");
    expect(warning?.message.length).toBeLessThan(300);
  });
});
