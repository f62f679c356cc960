import type { CompiledRule } from "./compiled-rule.ts";
import { InvalidRule, type RuleContext } from "./rule-context.ts";
import type { Rule } from "./rule-schema.ts";
import { compileBound } from "./rules/bounds.ts";
import { compileEnum } from "./rules/enum.ts";
import { compileForeignKeys } from "./rules/foreign-keys.ts";
import { compileMaxLength, compileMinLength } from "./rules/lengths.ts";
import { compilePatternRule } from "./rules/pattern.ts";
import { compileRequired } from "./rules/required.ts";
import { compileRow } from "./rules/row.ts";
import { compileType } from "./rules/type.ts";
import { compileUnique } from "./rules/unique.ts";

/** Compiles the rules of a table. Rules that are wrong are reported and left out, so that all problems are found. */
export function compileRules(
  rules: readonly Rule[],
  context: RuleContext,
  report: (path: readonly (string | number)[], message: string) => void,
): readonly CompiledRule[] {
  return rules.flatMap((rule, index) => {
    try {
      return compileRule(rule, context);
    } catch (error) {
      if (!(error instanceof InvalidRule)) throw error;
      report([index, ...(error.parameter === "" ? [] : [error.parameter])], error.message);
      return [];
    }
  });
}

function compileRule(rule: Rule, context: RuleContext): CompiledRule {
  switch (rule.rule) {
    case "required":
      return compileRequired(rule, context);
    case "type":
      return compileType(rule, context);
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return compileBound(rule, context);
    case "minLength":
      return compileMinLength(rule, context);
    case "maxLength":
      return compileMaxLength(rule, context);
    case "pattern":
      return compilePatternRule(rule, context);
    case "enum":
      return compileEnum(rule, context);
    case "unique":
    case "uniqueKeys":
    case "primaryKey":
      return compileUnique(rule, context);
    case "foreignKeys":
      return compileForeignKeys(rule, context);
    case "row":
      return compileRow(rule, context);
  }
}
