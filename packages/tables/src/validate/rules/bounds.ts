import { compare, type Decimal, parseDecimal } from "../../values/numbers/decimal.ts";
import type { CompiledRule } from "../compiled-rule.ts";
import type { RuleContext } from "../rule-context.ts";
import type { Rule } from "../rule-schema.ts";
import { valueRule } from "./value-rule.ts";

type BoundRule = Extract<Rule, { rule: "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" }>;

/** Compares with a bound: decimals as numbers, ISO dates and times as moments. */
export function compileBound(rule: BoundRule, context: RuleContext): CompiledRule {
  const bound = boundOf(rule);
  const order = comparison(String(bound));
  const [fits, words] = FITS[rule.rule];
  return valueRule(rule, context, (value) => {
    const difference = order(value);
    if (difference === undefined) return `${JSON.stringify(value)} cannot be compared with ${bound}`;
    return fits(difference) ? undefined : `${value} is not ${words} ${bound}`;
  });
}

const FITS: Readonly<Record<BoundRule["rule"], readonly [(difference: number) => boolean, string]>> = {
  minimum: [(difference) => difference >= 0, "at least"],
  maximum: [(difference) => difference <= 0, "at most"],
  exclusiveMinimum: [(difference) => difference > 0, "greater than"],
  exclusiveMaximum: [(difference) => difference < 0, "less than"],
};

function boundOf(rule: BoundRule): string | number {
  switch (rule.rule) {
    case "minimum":
      return rule.minimum;
    case "maximum":
      return rule.maximum;
    case "exclusiveMinimum":
      return rule.exclusiveMinimum;
    case "exclusiveMaximum":
      return rule.exclusiveMaximum;
  }
}

/** How a value compares with the bound; `undefined` if it is not of its kind. */
function comparison(bound: string): (value: string) => number | undefined {
  const number = parseDecimal(bound);
  if (number !== undefined) return (value) => compareNumber(parseDecimal(value), number);
  const instant = instantOf(bound);
  const form = bound.replace(/\d/g, "0").replace(/\.0+/, "");
  return (value) => {
    if (instant !== undefined) {
      const other = instantOf(value);
      return other === undefined ? undefined : other - instant;
    }
    if (value.replace(/\d/g, "0").replace(/\.0+/, "") !== form) return undefined;
    return value === bound ? 0 : value < bound ? -1 : 1;
  };
}

function compareNumber(value: Decimal | undefined, bound: Decimal): number | undefined {
  return value === undefined ? undefined : compare(value, bound);
}

/** Milliseconds of a date-time with an offset. */
function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
