import type { Cell } from "../../table/table-reader.ts";
import { type CellResult } from "../steps/cell-step.ts";
/** What a step of the host makes of a value: a text, null, or the reason why it cannot. */
export type HostStepResult =
  | string
  | null
  | {
      readonly error: string;
    };
/** Checks the parameters of a step: a zod schema, or anything with its `safeParse`. */
export interface ParamsSchema<Params> {
  safeParse(value: unknown):
    | {
        readonly success: true;
        readonly data: Params;
      }
    | {
        readonly success: false;
        readonly error: unknown;
      };
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
export declare function defineStep<Params = undefined>(step: HostStep<Params>): HostStep<Params>;
/** Thrown out of a step that waits for the host's result for a value. The row runs again when it is known. */
export declare class PendingValue extends Error {}
/** A step of the host with its parameters: the values that it knows, and those that it must ask for. */
export declare class HostCalls {
  #private;
  /** @throws InvalidStep if the parameters do not fit */
  constructor(step: HostStep, params: unknown);
  /** @throws PendingValue if the host has not been asked yet */
  readonly run: (value: Cell) => CellResult;
  get isWaiting(): boolean;
  /** Between batches: forgets what was kept, if it is much. */
  trim(): void;
  /** Asks for everything that is wanted, in one call. */
  resolve(): Promise<void>;
}
/** What a step of the host returned for values. @throws TypeError if it is anything but a result for each */
export declare function checkResults(name: string, values: readonly string[], results: unknown): readonly HostStepResult[];
/** The parameters of a step of the host, as its schema makes them. @throws InvalidStep if they do not fit */
export declare function checkParams(step: HostStep, params: unknown): unknown;
//# sourceMappingURL=host-step.d.ts.map
