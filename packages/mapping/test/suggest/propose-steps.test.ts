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
