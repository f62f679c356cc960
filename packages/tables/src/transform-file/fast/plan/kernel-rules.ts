import { isExactNumber } from "../../../values/exact-number.ts";
import type { Rule } from "../../../validate/rule-schema.ts";
import type { FastCheck } from "./fast-plan.ts";

/** A check of the kernel that lets pass only what a rule allows; `undefined` where it has none. */
export function kernelCheck(rule: Rule): FastCheck | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- All others are for JavaScript.
  switch (rule.rule) {
    case "required":
      return { rule: "required" };
    case "minLength":
      return { rule: "length", least: rule.minLength, most: Number.POSITIVE_INFINITY };
    case "maxLength":
      return { rule: "length", least: 0, most: rule.maxLength };
    case "minimum":
      return range(rule.minimum, { above: false }, undefined);
    case "exclusiveMinimum":
      return range(rule.exclusiveMinimum, { above: true }, undefined);
    case "maximum":
      return range(rule.maximum, undefined, { below: false });
    case "exclusiveMaximum":
      return range(rule.exclusiveMaximum, undefined, { below: true });
    case "type": {
      const isDefault = rule.format === undefined || rule.format === "default";
      if (rule.type === "date") return isDefault ? { rule: "day" } : undefined;
      if (rule.type !== "number" && rule.type !== "integer") return undefined;
      return (rule.decimalChar ?? ".") === "." ? { rule: "number", integer: rule.type === "integer" } : undefined;
    }
    default:
      return undefined;
  }
}

function range(
  bound: number | string,
  low: { readonly above: boolean } | undefined,
  high: { readonly below: boolean } | undefined,
): FastCheck | undefined {
  // The kernel compares doubles, which hold 15 digits.
  if (!isExactNumber(String(bound))) return undefined;
  return {
    rule: "range",
    low: low ? Number(bound) : Number.NEGATIVE_INFINITY,
    high: high ? Number(bound) : Number.POSITIVE_INFINITY,
    aboveLow: low?.above ?? false,
    belowHigh: high?.below ?? false,
  };
}
