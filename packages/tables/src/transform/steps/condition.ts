import type { Cell } from "../../table/table-reader.ts";
import { compare, parseDecimal } from "../../values/numbers/decimal.ts";
import { type ColumnReader, InvalidStep, type RowValues, StepFailure } from "./cell-step.ts";
import type { Condition } from "./condition-schema.ts";
import type { StepContext } from "./step-context.ts";
import { patternOf, refuseFlags } from "./text/pattern-parameter.ts";

/** A condition that is ready to be asked. */
export interface CompiledCondition {
  /** Whether it holds; a failure where that cannot be decided. */
  readonly test: (value: Cell, row: RowValues) => boolean | StepFailure;
  readonly readsRow: boolean;
}

const TESTS = [
  "equals",
  "equalsColumn",
  "in",
  "contains",
  "containsColumn",
  "startsWith",
  "endsWith",
  "matches",
  "empty",
  "lessThan",
  "greaterThan",
] as const;
const GROUPS = ["all", "any", "not"] as const;

/** Compiles a condition. @throws InvalidStep */
export function compileCondition(condition: Condition, context: Pick<StepContext, "column">, mustNameColumn = false): CompiledCondition {
  const given = [...TESTS, ...GROUPS].filter((name) => condition[name] !== undefined);
  const [name] = given;
  if (name === undefined) throw new InvalidStep("", `A condition has one of ${[...TESTS, ...GROUPS].join(", ")}`);
  if (given.length > 1) throw new InvalidStep("", `A condition has one test, not ${given.join(" and ")}: put several into all or any`);
  if (name === "all" || name === "any" || name === "not") {
    if (condition.column !== undefined) throw new InvalidStep("column", `It belongs to the conditions in ${name}`);
    return compileGroup(name, condition, context, mustNameColumn);
  }
  if (condition.column === undefined && mustNameColumn) throw new InvalidStep("column", "A condition on rows names its column");
  const column = condition.column === undefined ? undefined : context.column(condition.column, "column");
  const test = compileTest(name, condition, context);
  return {
    test(value, row) {
      const tested = column ? column(row) : value;
      return tested instanceof StepFailure ? tested : test.test(tested, row);
    },
    readsRow: column !== undefined || test.readsRow,
  };
}

function compileGroup(
  name: (typeof GROUPS)[number],
  condition: Condition,
  context: Pick<StepContext, "column">,
  mustNameColumn: boolean,
): CompiledCondition {
  const list = name === "not" ? [condition.not ?? {}] : (condition[name] ?? []);
  const inner = list.map((one) => compileCondition(one, context, mustNameColumn));
  const readsRow = inner.some((one) => one.readsRow);
  const stopsAt = name === "any";
  return {
    test(value, row) {
      for (const { test } of inner) {
        const result = test(value, row);
        if (result instanceof StepFailure) return result;
        if (name === "not") return !result;
        if (result === stopsAt) return stopsAt;
      }
      return !stopsAt;
    },
    readsRow,
  };
}

function compileTest(name: (typeof TESTS)[number], condition: Condition, context: Pick<StepContext, "column">): CompiledCondition {
  if (name !== "matches") {
    for (const flag of ["multiline", "dotAll"] as const) if (condition[flag] !== undefined) refuseFlags({ [flag]: true });
  }
  const fold = condition.ignoreCase ? (text: string) => text.toLowerCase() : (text: string) => text;
  switch (name) {
    case "empty":
      return onValue((value) => (value === null || value === "") === condition.empty);
    case "equals":
      return onText(equalTo(fold(condition.equals ?? ""), fold));
    case "in": {
      const values = new Set((condition.in ?? []).map(fold));
      return onText((text) => values.has(fold(text)));
    }
    case "contains":
      return onText((text) => fold(text).includes(fold(condition.contains ?? "")));
    case "startsWith":
      return onText((text) => fold(text).startsWith(fold(condition.startsWith ?? "")));
    case "endsWith":
      return onText((text) => fold(text).endsWith(fold(condition.endsWith ?? "")));
    case "matches": {
      const pattern = patternOf(condition.matches ?? "", condition, "matches");
      return onText((text) => pattern.test(text));
    }
    case "equalsColumn":
      return withColumn(context.column(condition.equalsColumn ?? "", name), (value, other) => {
        return value === null || other === null ? value === other : fold(value) === fold(other);
      });
    case "containsColumn":
      return withColumn(context.column(condition.containsColumn ?? "", name), (value, other) => {
        return value !== null && other !== null && other !== "" && fold(value).includes(fold(other));
      });
    case "lessThan":
      return comparison(condition.lessThan ?? 0, (order) => order < 0);
    case "greaterThan":
      return comparison(condition.greaterThan ?? 0, (order) => order > 0);
  }
}

function equalTo(expected: string, fold: (text: string) => string): (text: string) => boolean {
  return (text) => fold(text) === expected;
}

function onValue(test: (value: Cell) => boolean | StepFailure): CompiledCondition {
  return { test, readsRow: false };
}

/** Null passes no test but that for emptiness. */
function onText(test: (text: string) => boolean): CompiledCondition {
  return onValue((value) => value !== null && test(value));
}

function withColumn(column: ColumnReader, test: (value: Cell, other: Cell) => boolean): CompiledCondition {
  return {
    test(value, row) {
      const other = column(row);
      return other instanceof StepFailure ? other : test(value, other);
    },
    readsRow: true,
  };
}

/** Compares decimals, or ISO dates by their texts. An empty value is neither less nor greater. */
function comparison(operand: string | number, holds: (order: number) => boolean): CompiledCondition {
  const number = parseDecimal(String(operand));
  const text = String(operand);
  return onValue((value) => {
    if (value === null || value === "") return false;
    if (number === undefined) {
      if (!/^\d{4}-\d\d-\d\d/.test(value))
        return new StepFailure("when", value, `${JSON.stringify(value)} cannot be compared with ${text}: it is not an ISO date`);
      return holds(value < text ? -1 : Number(value > text));
    }
    const decimal = parseDecimal(value);
    if (decimal === undefined)
      return new StepFailure("when", value, `${JSON.stringify(value)} cannot be compared with ${text}: it is not a number`);
    return holds(compare(decimal, number));
  });
}
