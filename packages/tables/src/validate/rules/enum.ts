import type { RuleCompiler } from "../rule-context.ts";
import { valueRule } from "./value-rule.ts";

/** How many of the values a message lists. */
const SHOWN = 10;

/** One of some values. */
export const compileEnum: RuleCompiler<"enum"> = (rule, context) => {
  const fold = rule.ignoreCase ? (text: string) => text.toLowerCase() : (text: string) => text;
  const allowed = new Set(rule.enum.map(fold));
  const more = rule.enum.length > SHOWN ? ` and ${rule.enum.length - SHOWN} more` : "";
  const list = rule.enum.slice(0, SHOWN).join(", ") + more;
  return valueRule(rule, context, (value) => (allowed.has(fold(value)) ? undefined : `${JSON.stringify(value)} is not one of ${list}`));
};
