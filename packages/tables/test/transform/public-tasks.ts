import type { MappingField } from "../../src/transform/mapping.ts";
import type { Step } from "../../src/transform/steps/step-schema.ts";

/** A task of `corpora/steps`: inputs, outputs, and how the notation of the corpus solves it. */
export interface PublicTask {
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly in: readonly (string | null)[]; readonly out: string | null }[];
  readonly steps: string;
}

type Parameters = Record<string, unknown>;

/** The field that solves a task, in the vocabulary. */
export function fieldOf(task: PublicTask): Omit<MappingField, "target"> {
  const written = JSON.parse(task.steps.replace(/^needs [^[]*: (?=\[)/, "")) as Parameters[];
  const column = columnOf(written[0]);
  const steps = column === undefined ? written : written.slice(1);
  return { from: column ?? task.columns[0] ?? "value", steps: steps.flatMap(stepOf) };
}

function columnOf(step: Parameters | undefined): string | undefined {
  return (step?.["from"] as { column: string } | undefined)?.column;
}

function stepOf(written: Parameters): Step[] {
  const [[op, parameters] = ["", {}]] = Object.entries(written) as [string, Parameters][];
  switch (op) {
    case "let":
      return letOf(parameters["fields"] as Record<string, Parameters[]>);
    case "radix":
      return [{ op: "number", radix: parameters }];
    case "date":
      return [dateOf(parameters)];
    case "number":
      return [numberOf(parameters)];
    case "math":
      return [{ op: "math", operator: parameters["op"], by: parameters["by"] } as Step];
    case "when":
      return [{ op: "when", ...parameters, then: branch(parameters["then"]), else: branch(parameters["else"]) }];
    default: {
      const pattern = parameters["pattern"];
      return [{ op, ...parameters, ...(typeof pattern === "string" ? { pattern: pattern.slice(1, -1) } : {}) } as Step];
    }
  }
}

/** Named values and a template of them. */
function letOf({ result = [], ...fields }: Record<string, Parameters[]>): Step[] {
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, steps]) => {
      const from = columnOf(steps[0]);
      return [name, { ...(from === undefined ? {} : { from }), steps: (from === undefined ? steps : steps.slice(1)).flatMap(stepOf) }];
    }),
  );
  return result.flatMap(stepOf).map((step) => (typeof step === "object" && step.op === "template" ? { ...step, values } : step));
}

function dateOf({ truncate, offsetMs, end: _end, ...rest }: Parameters): Step {
  if (truncate === undefined) return { op: "date", ...rest };
  const [size, unit] = truncate as [number, string];
  return {
    op: "date",
    ...rest,
    truncate: { size, unit, ...(offsetMs === undefined ? {} : { offset: Number(offsetMs) / 60_000 }) },
  } as Step;
}

const NUMBER_WORDS: Readonly<Record<string, string>> = {
  increment: "roundingIncrement",
  maxScale: "maximumFractionDigits",
  minScale: "minimumFractionDigits",
  minIntegerDigits: "minimumIntegerDigits",
  significant: "maximumSignificantDigits",
  group: "groupChar",
  decimal: "decimalChar",
  outGroup: "outputGroupChar",
  outDecimal: "outputDecimalChar",
  rounding: "roundingMode",
};

function numberOf({ plain: _plain, ...parameters }: Parameters): Step {
  return Object.fromEntries([
    ["op", "number"],
    ...Object.entries(parameters).map(([name, value]) => [NUMBER_WORDS[name] ?? name, value]),
  ]) as Step;
}

/** A branch that is a text is that text. */
function branch(written: unknown): Step[] {
  return typeof written === "string" ? [{ op: "const", value: written }] : (written as Parameters[]).flatMap(stepOf);
}
