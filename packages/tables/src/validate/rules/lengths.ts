import { codePointCount } from "../../values/code-points.ts";
import type { RuleCompiler } from "../rule-context.ts";
import { valueRule } from "./value-rule.ts";

/** At least so many code points. */
export const compileMinLength: RuleCompiler<"minLength"> = (rule, context) =>
  valueRule(rule, context, (value) => {
    const length = codePointCount(value);
    return length >= rule.minLength ? undefined : `The value has ${length} characters, at least ${rule.minLength} are expected`;
  });

/** At most so many code points. */
export const compileMaxLength: RuleCompiler<"maxLength"> = (rule, context) =>
  valueRule(rule, context, (value) => {
    const length = codePointCount(value);
    return length <= rule.maxLength ? undefined : `The value has ${length} characters, at most ${rule.maxLength} are allowed`;
  });
