import type { Mapping, MappingField } from "../../../src/transform/mapping.ts";
import type { Step } from "../../../src/transform/steps/step-schema.ts";
import type { Rule } from "../../../src/validate/rule-schema.ts";
import type { Random } from "../harness/random.ts";

/** A mapping for columns, with steps and rules of all kinds that need nothing of the host. */
export function randomMapping(columns: readonly string[], random: Random): Mapping {
  const count = 1 + random.below(6);
  const fields = Array.from({ length: count }, (_, index) => randomField(`t${index}`, columns, random));
  const rules = random.list(5, () => randomRule(random.pick(fields).target, random));
  return { fields, ...(rules.length > 0 && { rules }) };
}

function randomField(target: string, columns: readonly string[], random: Random): MappingField {
  if (random.chance(0.05)) return { target, const: random.pick([null, "", "x", '"', "=1"]) };
  const from = random.pick(columns);
  if (random.chance(0.3)) return { target, from };
  const steps = Array.from({ length: 1 + random.below(3) }, () => randomStep(columns, random));
  return { target, from, steps };
}

function randomStep(columns: readonly string[], random: Random): Step {
  return random.pick(STEPS)(random, () => random.pick(columns));
}

const TEXTS = ["a", "e", " ", "-", ".", ",", "é", "ß", "1", "0", '"', "n/a", "Ж"];

type MakeStep = (random: Random, column: () => string) => Step;

/** What the kernel does by itself more often. */
const STEPS: readonly MakeStep[] = [
  () => "trim",
  () => "lowercase",
  () => "uppercase",
  (random) => ({ op: "trim", side: random.pick(["start", "end", "both"] as const) }),
  (random) => ({ op: "replace", find: random.pick(TEXTS), with: random.pick(["", ...TEXTS, "long text"]), first: random.chance(0.3) }),
  (random) => ({ op: "default", value: random.pick(TEXTS) }),
  (random) => ({ op: "nullIf", values: random.list(3, () => random.pick(TEXTS)).concat("n/a") }),
  (random, column) => ({
    op: "template",
    text: random.pick(["{value}", `{${column()}}-{value}`, `{{x}}{value}{${column()}}é`]),
  }),
  () => ({ op: "collapse" }),
  (random) => ({ op: "case", to: random.pick(["title", "sentence"] as const) }),
  (random) => ({ op: "normalize", accents: random.chance(0.5), quotes: random.chance(0.5) }),
  (random) => ({ op: "slice", start: random.below(5) - 2, end: random.below(8) }),
  (random) => ({ op: "pad", length: random.below(30), with: random.pick(["0", "é", "ab"]), side: random.pick(["start", "end"] as const) }),
  (random) => ({ op: "split", by: random.pick(TEXTS), part: random.below(4) - 2 }),
  (random) => ({ op: "number", scale: random.below(4), onError: random.pick(["reject", "null", "keep"] as const) }),
  () => "int",
  (random) => ({ op: "math", operator: random.pick(["add", "multiply", "negate"] as const), by: 3, onError: "null" }),
  (random, column) => ({ op: "math", operator: "add", byColumn: column(), onError: random.pick(["reject", "keep"] as const) }),
  () => ({ op: "date", from: ["yyyy-MM-dd", "dd.MM.yyyy"], to: "dd/MM/yyyy", onError: "keep" }),
  (random) => ({ op: "boolean", onError: random.pick(["reject", "null"] as const) }),
  (_random, column) => ({ op: "coalesce", columns: [column()] }),
  (random, column) => ({ op: "join", columns: [column(), column()], by: random.pick(TEXTS) }),
  () => ({ op: "mask", keepEnd: 2 }),
  (random) => ({ op: "hash", algorithm: random.pick(["md5", "sha256"] as const) }),
  (random) => ({ op: "when", contains: random.pick(TEXTS), then: ["uppercase"], else: ["trim"] }),
  (random) => ({ op: "lookup", table: { a: "A", "1": null, "n/a": "none" }, else: random.pick(["null", "keep"] as const) }),
];

function randomRule(field: string, random: Random): Rule {
  return random.pick(RULES)(field, random);
}

type MakeRule = (field: string, random: Random) => Rule;

const RULES: readonly MakeRule[] = [
  (field) => ({ rule: "required", field }),
  (field, random) => ({ rule: "minLength", field, minLength: random.below(4) }),
  (field, random) => ({ rule: "maxLength", field, maxLength: 1 + random.below(20) }),
  (field, random) => ({ rule: "minimum", field, minimum: random.pick([0, "-5.2", 7]) }),
  (field, random) => ({ rule: "exclusiveMaximum", field, exclusiveMaximum: random.pick([100, "12.5", "2024-05-01"]) }),
  (field, random) => ({ rule: "type", field, type: random.pick(["number", "integer", "date", "boolean", "string"] as const) }),
  (field) => ({ rule: "pattern", field, pattern: "[a-z0-9 ]*" }),
  (field) => ({ rule: "enum", field, enum: ["a", "1", "", "n/a", "true"] }),
];
