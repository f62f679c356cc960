import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { RowmillError } from "@rowmill/core/errors";

/** An expression that is ready to be evaluated. */
export interface CelExpression {
  /**
   * @param value - what `value` is in the expression
   * @param column - the value of a column, for `row["name"]`
   * @throws Error with a sentence
   */
  evaluate(value: string | null | undefined, column: (name: string) => string | null): unknown;
  /** The columns that it names. */
  readonly columns: readonly string[];
}

/** The Common Expression Language with limits, without regular expressions and macros. */
export interface CelLanguage {
  /** @throws SyntaxError with a sentence */
  compile(source: string): CelExpression;
}

const LIMITS = { maxAstNodes: 200, maxDepth: 24, maxListElements: 50, maxMapEntries: 50, maxCallArguments: 8 } as const;

/** Longer results are refused: an expression can double a text with each `+`. */
const MAX_RESULT_LENGTH = 1_000_000;

/** Macros loop, `matches` is a regular expression that is not linear, and the others make what no cell is. */
const REFUSED = new Set(["matches", "all", "exists", "exists_one", "map", "filter", "bind", "fold", "dyn", "has"]);

/**
 * Loads the language.
 * @throws RowmillError `OPTION_INVALID` if `@marcbachmann/cel-js` is not installed
 */
export async function loadCel(): Promise<CelLanguage> {
  let cel: typeof import("@marcbachmann/cel-js");
  try {
    cel = await import("@marcbachmann/cel-js");
  } catch (cause) {
    throw new RowmillError(
      "OPTION_INVALID",
      "Expressions need the package @marcbachmann/cel-js: install it, or leave out allowExpressions",
      {
        cause,
        retriable: false,
      },
    );
  }
  const environment: Environment = new cel.Environment({ limits: LIMITS })
    .registerVariable("value", "dyn")
    .registerVariable("row", "map")
    .registerFunction("trim(string): string", (text: string) => text.trim())
    .registerFunction("lower(string): string", (text: string) => text.toLowerCase())
    .registerFunction("upper(string): string", (text: string) => text.toUpperCase())
    .registerFunction("num(string): double", (text: string) => numberOf(text));
  return { compile: (source) => compile(environment, source) };
}

function numberOf(text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isNaN(number)) throw new TypeError(`num(): ${JSON.stringify(text)} is not a number`);
  return number;
}

function compile(environment: Environment, source: string): CelExpression {
  let parsed: ReturnType<Environment["parse"]>;
  try {
    parsed = environment.parse(source);
  } catch (error) {
    throw new SyntaxError(`The expression cannot be read: ${firstLine(error)}`, { cause: error });
  }
  const columns: string[] = [];
  inspect(parsed.ast, columns);
  const checked = parsed.check();
  if (!checked.valid) throw new SyntaxError(`The expression is not valid: ${firstLine(checked.error)}`);
  return {
    columns,
    evaluate(value, column) {
      const row: Record<string, string | null> = {};
      for (const name of columns) row[name] = column(name);
      let result: unknown;
      try {
        result = parsed({ value: value ?? null, row });
      } catch (error) {
        throw new Error(`The expression failed: ${firstLine(error)}`, { cause: error });
      }
      if (typeof result === "string" && result.length > MAX_RESULT_LENGTH)
        throw new RangeError("The expression has a result of more than a million characters");
      return result;
    },
  };
}

/** Finds the columns, and refuses what is not allowed. */
function inspect(node: ASTNode, columns: string[]): void {
  if (node.op === "call" && REFUSED.has(node.args[0])) throw new SyntaxError(`${node.args[0]} is not allowed in expressions`);
  if (node.op === "rcall" && REFUSED.has(node.args[0])) throw new SyntaxError(`${node.args[0]} is not allowed in expressions`);
  if (node.op === "id" && node.args === "row") throw new SyntaxError('A column is written row["name"] or row.name');
  const name = columnName(node);
  if (name !== undefined) {
    if (!columns.includes(name)) columns.push(name);
    return;
  }
  for (const child of children(node.args)) inspect(child, columns);
}

function columnName(node: ASTNode): string | undefined {
  if (node.op === "." && node.args[0].op === "id" && node.args[0].args === "row") return node.args[1];
  if (node.op !== "[]" || node.args[0].op !== "id" || node.args[0].args !== "row") return undefined;
  const key = node.args[1];
  if (key.op === "value" && typeof key.args === "string") return key.args;
  throw new SyntaxError('A column is written row["name"], with its name as text');
}

function children(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(children);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
