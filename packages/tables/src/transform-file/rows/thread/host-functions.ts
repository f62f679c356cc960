import { type AnyHostStep, checkParams, checkResults } from "../../../transform/host/host-step.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import { InvalidStep } from "../../../transform/steps/cell-step.ts";
import { walkSteps } from "../../../transform/steps/walk-steps.ts";
import { checkKnown } from "../../../validate/rules/foreign-keys.ts";
import type { HostOptions } from "../row-options.ts";

/** What a thread knows about the functions of its host. */
export interface SentFunctions {
  readonly steps: readonly SentStep[];
  readonly references: readonly string[];
}

interface SentStep {
  readonly name: string;
  /** What is wrong with the parameters that the mapping has for it, or `null`, by `paramsKey`. */
  readonly checked: ReadonlyMap<string, string | null>;
}

/** A call of a function of the host. */
export type HostCall =
  | { readonly kind: "step"; readonly name: string; readonly params: string; readonly values: readonly string[] }
  | { readonly kind: "reference"; readonly name: string; readonly keys: readonly (readonly string[])[] };

/** The functions of a host that a mapping may call, on the host's side. */
export interface HostFunctions {
  readonly sent: SentFunctions;
  /** Calls one. Rejects with what it throws. */
  call(call: HostCall): Promise<unknown>;
}

/** Checks the parameters of the host's steps, which only their own schemas can, and gets their functions ready to be called. */
export function hostFunctions({ fields }: Mapping, { steps = [], references = {} }: HostOptions): HostFunctions {
  const calls = new Map<string, (values: readonly string[]) => unknown>();
  const checked = new Map<string, Map<string, string | null>>(steps.map(({ name }) => [name, new Map()]));
  for (const { step: wanted } of fields.flatMap((field) => [...walkSteps(field.steps ?? [])])) {
    if (wanted.op !== "custom") continue;
    const step = steps.find(({ name }) => name === wanted.name);
    const key = paramsKey(wanted.params);
    if (step) checked.get(step.name)?.set(key, prepare(step, wanted.params, key));
  }
  return {
    sent: { steps: [...checked].map(([name, problems]) => ({ name, checked: problems })), references: Object.keys(references) },
    async call(call) {
      if (call.kind === "reference") return checkKnown(call.name, call.keys.length, await references[call.name]?.(call.keys));
      return checkResults(call.name, call.values, await calls.get(call.name + call.params)?.(call.values));
    },
  };

  /** What is wrong with the parameters; `null` if nothing is. */
  function prepare(step: AnyHostStep, params: unknown, key: string): string | null {
    try {
      const parsed = checkParams(step, params);
      calls.set(step.name + key, (values) => step.run(values, parsed));
      return null;
    } catch (error) {
      if (error instanceof InvalidStep) return error.message;
      throw error;
    }
  }
}

/** The functions of the host, on the thread's side: each asks the host. */
export function askedFunctions(
  { steps, references }: SentFunctions,
  ask: (call: HostCall) => Promise<unknown>,
): Required<Pick<HostOptions, "steps" | "references">> {
  return {
    steps: steps.map(({ name, checked }): AnyHostStep => ({
      name,
      params: {
        safeParse(params) {
          const key = paramsKey(params);
          const problem = checked.get(key) ?? null;
          return problem === null ? { success: true, data: key } : { success: false, error: new Error(problem) };
        },
      },
      run: async (values: readonly string[], params: string) => (await ask({ kind: "step", name, params, values })) as (string | null)[],
    })),
    references: Object.fromEntries(
      references.map((name) => [name, async (keys) => (await ask({ kind: "reference", name, keys })) as boolean[]]),
    ),
  };
}

function paramsKey(params: unknown): string {
  return JSON.stringify(params ?? null);
}
