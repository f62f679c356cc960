import { compilePattern } from "../../values/regular-expression.ts";
import { InvalidRule, type RuleCompiler } from "../rule-context.ts";
import { valueRule } from "./value-rule.ts";

/** A regular expression that matches the whole value. */
export const compilePatternRule: RuleCompiler<"pattern"> = (rule, context) => {
  const pattern = patternOf(rule.pattern, rule);
  return valueRule(rule, context, (value) => {
    return pattern.matchesAll(value) ? undefined : `${JSON.stringify(value)} has not the expected form ${rule.pattern}`;
  });
};

function patternOf(pattern: string, flags: Parameters<typeof compilePattern>[1]) {
  try {
    return compilePattern(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidRule("pattern", error.message);
    throw error;
  }
}
