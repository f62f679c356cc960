import type { RuleCompiler } from "../rule-context.ts";

/** Neither null nor empty. */
export const compileRequired: RuleCompiler<"required"> = ({ field, severity = "error", message = "A value is missing" }, context) => {
  const { name, place, column } = context.field(field, "field");
  return {
    severity,
    check(row) {
      const value = row[place] ?? null;
      return value === null || value === "" ? { field: name, column, value, rule: "required", message } : undefined;
    },
  };
};
