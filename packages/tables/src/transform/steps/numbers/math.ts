import {
  add,
  compare,
  type Decimal,
  decimalOf,
  decimalText,
  divide,
  integerDigits,
  multiply,
  negate,
  parseDecimal,
  type RoundingMode,
  roundTo,
  stripZeros,
} from "../../../values/numbers/decimal.ts";
import { type CellResult, type ColumnReader, InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import type { Operation } from "../step-schema.ts";

type MathStep = Extract<Operation, { op: "math" }>;

/** Significant digits of a division without a scale. */
const QUOTIENT_DIGITS = 20;

/** A result with more digits is refused: it takes memory and time without use. */
const MAX_RESULT_DIGITS = 2_000;

/** Calculates with exact decimals. */
export const compileMath: StepCompiler<"math"> = (step, context) => {
  const { operator, by, byColumn, emptyAs } = step;
  const isUnary = operator === "negate" || operator === "abs";
  if (isUnary && (by !== undefined || byColumn !== undefined))
    throw new InvalidStep(by === undefined ? "byColumn" : "by", `${operator} has no operand`);
  if (!isUnary && (by === undefined) === (byColumn === undefined)) throw new InvalidStep("", "Either by or byColumn is expected");
  const constant = by === undefined ? undefined : decimalOf(by);
  const names = [byColumn ?? []].flat();
  const columns = names.map((name) => context.column(name, "byColumn"));
  const empty = emptyAs === undefined ? undefined : decimalOf(emptyAs);
  const finish = finisher(step);

  return onError(
    {
      run(value, row): CellResult {
        const isEmpty = value === null || value === "";
        if (isEmpty && empty === undefined) return value;
        const start = isEmpty ? empty : parseDecimal(value);
        if (start === undefined) return new StepFailure("math", value, `${JSON.stringify(value)} is not a number`);
        const operands: Decimal[] = constant ? [constant] : [];
        for (const [index, column] of columns.entries()) {
          const operand = operandOf(column(row), names[index] ?? "", empty);
          if (operand instanceof StepFailure) return operand;
          operands.push(operand);
        }
        if (isUnary) return finish([start], operator === "negate" || start.coefficient < 0n ? negate(start) : start);
        let result = start;
        for (const operand of operands) {
          const next = calculate(step, result, operand);
          if (typeof next === "string") return new StepFailure("math", value, next);
          result = next;
        }
        return finish([start, ...operands], result);
      },
      readsRow: columns.length > 0,
      isCostly: true,
    },
    step.onError,
  );
};

function operandOf(value: ReturnType<ColumnReader>, name: string, empty: Decimal | undefined): Decimal | StepFailure {
  if (value instanceof StepFailure) return value;
  if (value === null || value === "") {
    return (
      empty ?? new StepFailure("math", value, `The column ${JSON.stringify(name)} is empty: set emptyAs to the number that it counts as`)
    );
  }
  return (
    parseDecimal(value) ?? new StepFailure("math", value, `${JSON.stringify(value)} in the column ${JSON.stringify(name)} is not a number`)
  );
}

/** Returns the result, or a sentence with the reason why there is none. */
function calculate({ operator, scale, roundingMode = "halfExpand" }: MathStep, a: Decimal, b: Decimal): Decimal | string {
  switch (operator) {
    case "add":
      return add(a, b);
    case "subtract":
      return add(a, negate(b));
    case "multiply":
      return tooLong(a) || tooLong(b) ? "The number has too many digits" : multiply(a, b);
    case "divide":
      if (b.coefficient === 0n) return "A division by zero has no result";
      return quotient(a, b, scale, roundingMode);
    case "integerDivide":
      return b.coefficient === 0n ? "A division by zero has no result" : divide(a, b, 0, "floor");
    case "modulo":
      if (b.coefficient === 0n) return "A division by zero has no rest";
      return add(a, negate(multiply(divide(a, b, 0, "floor"), b)));
    case "min":
      return compare(b, a) < 0 ? b : a;
    case "max":
      return compare(b, a) > 0 ? b : a;
    case "negate":
    case "abs":
      return a;
  }
}

function quotient(a: Decimal, b: Decimal, scale: number | undefined, mode: RoundingMode): Decimal {
  if (scale !== undefined) return divide(a, b, scale, mode);
  // At least as many digits as are kept, then rounded to them.
  const digits = QUOTIENT_DIGITS + 2 + Math.max(0, integerDigits(b) - integerDigits(a));
  const long = divide(a, b, digits + Math.max(a.scale, b.scale), "trunc");
  if (long.coefficient === 0n) return long;
  return divide(a, b, Math.max(0, QUOTIENT_DIGITS - integerDigits(long)), mode);
}

function finisher({
  scale,
  keepScale = false,
  roundingMode = "halfExpand",
}: MathStep): (operands: readonly Decimal[], result: Decimal) => CellResult {
  if (scale !== undefined && keepScale) throw new InvalidStep("keepScale", "It excludes scale");
  return (operands, result) => {
    if (tooLong(result)) return new StepFailure("math", null, "The result has too many digits");
    if (scale !== undefined) return decimalText(roundTo(result, scale, roundingMode));
    if (!keepScale) return decimalText(stripZeros(result));
    return decimalText(roundTo(result, Math.max(...operands.map((operand) => operand.scale)), roundingMode));
  };
}

function tooLong({ coefficient, scale }: Decimal): boolean {
  return scale > MAX_RESULT_DIGITS || (coefficient < 0n ? -coefficient : coefficient) >> BigInt(MAX_RESULT_DIGITS * 4) > 0n;
}
