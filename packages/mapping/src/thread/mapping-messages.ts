import type { ProfiledTable } from "../targets/from-profile.ts";
import type { MatchColumn } from "../table/column.ts";
import type { MappingProposal } from "../hybrid/propose.ts";
import type { ProviderQuestion, SampleLevel } from "../providers/mapping-provider.ts";
import type { MappingRequest } from "../suggest/mapping-task.ts";
import type { MappingWarning } from "../table/mapping-warning.ts";
import type { SentError } from "@rowmill/tables/threads";

/** A proposal, as a thread is asked for it. The columns follow in messages of their own. */
export interface MappingThreadTask {
  readonly request: Omit<MappingRequest, "source" | "reference">;
  readonly sourceName: string | undefined;
  readonly hasReference: boolean;
  /** What the provider may see; `undefined` if none is asked. */
  readonly samples: SampleLevel | undefined;
}

/** What the host sends after the task: columns, then `ready`, then answers. */
export type ToMappingThread =
  | { readonly type: "source"; readonly columns: readonly MatchColumn[] }
  | { readonly type: "reference"; readonly columns: ProfiledTable["columns"] }
  | { readonly type: "ready" }
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown };

/** A question to the provider, which lives in the host. */
export type ProviderCall =
  | { readonly method: "ask"; readonly question: ProviderQuestion }
  | { readonly method: "embed"; readonly texts: readonly string[] };

/** What the thread sends. */
export type FromMappingThread =
  | { readonly type: "call"; readonly id: number; readonly call: ProviderCall }
  | { readonly type: "warn"; readonly warning: MappingWarning }
  | { readonly type: "drop"; readonly count: number }
  | { readonly type: "done"; readonly proposal: MappingProposal; readonly heldBytes: number }
  | { readonly type: "failed"; readonly error: SentError };
