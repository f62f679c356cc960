import { describe, expect, it } from "vitest";
import { RowmillError } from "@rowmill/core/errors";
import { parseMapping } from "../../src/schema/index.ts";
import type { MappingProblem } from "../../src/transform/mapping-problem.ts";

describe("parseMapping", () => {
  it("takes short names, steps with parameters, row steps and rules", () => {
    const mapping = {
      rows: [
        {
          op: "filter",
          where: {
            any: [
              { column: "country", equals: "DE" },
              { column: "total", greaterThan: 10 },
            ],
          },
        },
      ],
      fields: [
        { target: "email", from: "E-Mail", steps: ["trim", { op: "case", to: "lower" }] },
        { target: "name", steps: [{ op: "template", text: "{first} {l}", values: { l: { from: "last", steps: ["uppercase"] } } }] },
        { target: "usa", from: "city", steps: [{ op: "when", endsWith: "USA", then: [], else: [{ op: "const", value: null }] }] },
        { target: "row", system: "$row", hidden: true },
      ],
      rules: [{ rule: "minimum", field: "total", minimum: "0.5", severity: "warning" }],
      limits: { rejects: { share: 0.1 } },
    };
    expect(parseMapping(mapping)).toEqual(mapping);
  });

  it("reports all problems at once, each with its path", () => {
    const problems = problemsOf({
      version: 1,
      rows: [{ op: "filter" }, { op: "sort" }],
      fields: [
        { target: "a", from: "x", steps: ["trimm", { op: "foo" }, { op: "trim", sid: "both" }, { op: "math", operator: "plus", by: "x" }] },
        { target: "b", steps: [{ op: "when", column: "a", then: [{ op: "pad" }] }] },
        { target: "c", steps: [{ op: "template", text: "{f}", values: { "of f": { steps: [{ op: "case", to: "UPPER" }] } } }] },
        { target: 5 },
      ],
      rules: [{ rule: "minimum", field: "a" }],
    });
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "rows[0].where: This key is missing",
      'rows[1].op: "sort" is unknown: one of skip, filter, fillDown, dedupe, splitRows, unpivot is expected',
      expect.stringMatching(/^fields\[0\]\.steps\[0\]: "trimm" is not allowed: one of "direct", .* is expected$/),
      expect.stringMatching(/^fields\[0\]\.steps\[1\]\.op: "foo" is unknown: one of trim, /),
      'fields[0].steps[2]: The key "sid" is unknown',
      expect.stringMatching(/^fields\[0\]\.steps\[3\]\.operator: "plus" is not allowed: one of "add"/),
      "fields[0].steps[3].by: A decimal number is expected",
      "fields[1].steps[0].then[0].length: This key is missing",
      'fields[2].steps[0].values["of f"].steps[0].to: "UPPER" is not allowed: one of "upper", "lower", "title", "sentence" is expected',
      "fields[3].target: expected string, received number",
      "rules[0].minimum: This key is missing",
      ': The key "version" is unknown',
    ]);
  });
});

function problemsOf(value: unknown): readonly MappingProblem[] {
  try {
    parseMapping(value);
  } catch (error) {
    if (RowmillError.is(error, "MAPPING_INVALID")) return error.details["problems"] as MappingProblem[];
    throw error;
  }
  return [];
}
