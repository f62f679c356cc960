import type { FileProfile } from "../../profile/file-profile.ts";
import type { TableSource } from "../../bytes/input-of.ts";
import type { HostStep } from "../host/host-step.ts";

/** What a mapping may use of its host. */
export interface PlanOptions {
  /** Whether the mapping may have expressions: steps `cel` and rules `row`. They need `@marcbachmann/cel-js`. @defaultValue false */
  readonly allowExpressions?: boolean | undefined;
  /** Steps of the host, for `{ op: "custom" }`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- Parameters are checked by each step's own schema.
  readonly steps?: readonly HostStep<any>[] | undefined;
  /** Tables that lookups and foreign keys name. A `Map` is a table of keys and values. */
  readonly files?: Readonly<Record<string, TableSource | ReadonlyMap<string, string>>> | undefined;
  /** Keys for `hash`, by the names that a mapping calls them. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Functions that know which keys exist, for foreign keys: they get different keys in batches and return whether each exists. */
  readonly references?:
    | Readonly<Record<string, (keys: readonly (readonly string[])[]) => readonly boolean[] | Promise<readonly boolean[]>>>
    | undefined;
  /** The profile of the file, which proves the order of numeric dates. Without it one is made where a step needs it. */
  readonly profile?: FileProfile | undefined;
  /** The time for `$jobTime`. @defaultValue now */
  readonly jobTime?: Date | undefined;
}
