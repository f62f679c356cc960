import { InvalidRule, type RuleCompiler } from "../rule-context.ts";

/** An expression that is true of every row. */
export const compileRow: RuleCompiler<"row"> = (rule, context) => {
  if (context.cel === undefined) throw new InvalidRule("expression", "Expressions are not allowed here: see the option allowExpressions");
  const expression = compiled(context.cel, rule.expression);
  const places = new Map(expression.columns.map((name) => [name, context.field(name, "expression").place]));
  return {
    severity: rule.severity ?? "error",
    check(row) {
      const fail = (message: string) => ({ rule: "row", message });
      try {
        const holds = expression.evaluate(null, (name) => row[places.get(name) ?? -1] ?? null);
        if (holds === true) return undefined;
        return fail(rule.message ?? `${rule.expression} is not true`);
      } catch (error) {
        return fail(error instanceof Error ? error.message : String(error));
      }
    },
  };
};

function compiled(cel: NonNullable<Parameters<RuleCompiler<"row">>[1]["cel"]>, source: string) {
  try {
    return cel.compile(source);
  } catch (error) {
    throw new InvalidRule("expression", error instanceof Error ? error.message : String(error));
  }
}
