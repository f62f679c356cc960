import { ownedText } from "../../values/owned-text.ts";
import type { Cell } from "../../table/table-reader.ts";
import { type CellResult, InvalidStep, StepFailure } from "../steps/cell-step.ts";

/** What a step of the host makes of a value: a text, null, or the reason why it cannot. */
export type HostStepResult = string | null | { readonly error: string };

/** Checks the parameters of a step: a zod schema, or anything with its `safeParse`. */
export interface ParamsSchema<Params> {
  safeParse(value: unknown): { readonly success: true; readonly data: Params } | { readonly success: false; readonly error: unknown };
}

/** A step of the host, declared with `defineStep`. */
export interface HostStep<Params = unknown> {
  /** The name that a mapping calls it by: `{ op: "custom", name }`. */
  readonly name: string;
  /** The schema of `params` in the mapping. Without it the step takes none. */
  readonly params?: ParamsSchema<Params> | undefined;
  /**
   * Returns a result for each value, in their order. It is called with different values only, about a thousand at a time, and its
   * results are kept: the same value must have the same result. `null` values do not come in, they pass through.
   */
  readonly run: (values: readonly string[], params: Params) => readonly HostStepResult[] | Promise<readonly HostStepResult[]>;
}

/** A step of the host with parameters of any kind, which its own schema checks. */
// oxlint-disable-next-line typescript/no-explicit-any -- No other type takes every step.
export type AnyHostStep = HostStep<any>;

/**
 * Declares a step that a mapping can call as `{ op: "custom", name, params }`. Pass it in the option `steps`.
 *
 * @example
 * ```ts
 * const countryOfVat = defineStep({
 *   name: "countryOfVat",
 *   run: (values) => values.map((value) => (/^[A-Z]{2}\d/.test(value) ? value.slice(0, 2) : { error: `${value} is no VAT number` })),
 * });
 * for await (const { rows } of transformRows("invoices.csv", mapping, { steps: [countryOfVat] })) { }
 * ```
 */
export function defineStep<Params = undefined>(step: HostStep<Params>): HostStep<Params> {
  return step;
}

/** Thrown out of a step that waits for the host's result for a value. The row runs again when it is known. */
export class PendingValue extends Error {}

const PENDING = new PendingValue("The value is not known yet");

/** Results are kept for so many values; then the table starts anew. */
const MAX_KEPT = 65_536;

/** A step of the host with its parameters: the values that it knows, and those that it must ask for. */
export class HostCalls {
  readonly #name: string;
  readonly #ask: (values: readonly string[]) => Promise<readonly HostStepResult[]> | readonly HostStepResult[];
  readonly #known = new Map<string, CellResult>();
  readonly #wanted = new Set<string>();

  /** @throws InvalidStep if the parameters do not fit */
  constructor(step: HostStep, params: unknown) {
    this.#name = step.name;
    const checked = checkParams(step, params);
    this.#ask = (values) => step.run(values, checked);
  }

  /** @throws PendingValue if the host has not been asked yet */
  readonly run = (value: Cell): CellResult => {
    if (value === null) return null;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    // A null that the host returned is known.
    if (this.#known.has(value)) return null;
    this.#wanted.add(ownedText(value));
    throw PENDING;
  };

  get isWaiting(): boolean {
    return this.#wanted.size > 0;
  }

  /** Between batches: forgets what was kept, if it is much. */
  trim(): void {
    if (this.#known.size > MAX_KEPT) this.#known.clear();
  }

  /** Asks for everything that is wanted, in one call. */
  async resolve(): Promise<void> {
    const values = [...this.#wanted];
    this.#wanted.clear();
    if (values.length === 0) return;
    const results = checkResults(this.#name, values, await this.#ask(values));
    for (const [index, value] of values.entries()) this.#known.set(value, this.#resultOf(results[index] ?? null, value));
  }

  #resultOf(result: HostStepResult, value: string): CellResult {
    return typeof result === "string" || result === null ? result : new StepFailure(this.#name, value, result.error);
  }
}

/** What a step of the host returned for values. @throws TypeError if it is anything but a result for each */
export function checkResults(name: string, values: readonly string[], results: unknown): readonly HostStepResult[] {
  if (!Array.isArray(results) || results.length !== values.length) {
    throw new TypeError(`The step "${name}" must return one result for each of ${values.length} values`);
  }
  return results.map((result: unknown) => {
    if (typeof result === "string" || result === null) return result;
    const error = typeof result === "object" ? (result as { readonly error?: unknown }).error : undefined;
    if (typeof error === "string") return { error };
    throw new TypeError(`The step "${name}" must return texts, null or { error }, not ${typeof result}`);
  });
}

/** The parameters of a step of the host, as its schema makes them. @throws InvalidStep if they do not fit */
export function checkParams(step: HostStep, params: unknown): unknown {
  if (step.params === undefined) {
    if (params !== undefined) throw new InvalidStep("params", `The step "${step.name}" takes no parameters`);
    return undefined;
  }
  const parsed = step.params.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new InvalidStep("params", parsed.error instanceof Error ? parsed.error.message : "The parameters do not fit");
}
