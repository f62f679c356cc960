import type { Mapping } from "../../../transform/mapping.ts";
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
  | {
      readonly kind: "step";
      readonly name: string;
      readonly params: string;
      readonly values: readonly string[];
    }
  | {
      readonly kind: "reference";
      readonly name: string;
      readonly keys: readonly (readonly string[])[];
    };
/** The functions of a host that a mapping may call, on the host's side. */
export interface HostFunctions {
  readonly sent: SentFunctions;
  /** Calls one. Rejects with what it throws. */
  call(call: HostCall): Promise<unknown>;
}
/** Checks the parameters of the host's steps, which only their own schemas can, and gets their functions ready to be called. */
export declare function hostFunctions({ fields }: Mapping, { steps, references }: HostOptions): HostFunctions;
/** The functions of the host, on the thread's side: each asks the host. */
export declare function askedFunctions(
  { steps, references }: SentFunctions,
  ask: (call: HostCall) => Promise<unknown>,
): Required<Pick<HostOptions, "steps" | "references">>;
export {};
//# sourceMappingURL=host-functions.d.ts.map
