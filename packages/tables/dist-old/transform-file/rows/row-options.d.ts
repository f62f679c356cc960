import type { TableSource } from "../../bytes/input-of.ts";
import type { FileProfile } from "../../profile/file-profile.ts";
import type { FormatOptions } from "../../table/format-options.ts";
import type { AnyHostStep } from "../../transform/host/host-step.ts";
import type { ReturnedRejects } from "./returned-rejects.ts";
import type { ReferenceFunction } from "../../validate/rule-context.ts";
/** What a mapping may use of its host. */
export interface HostOptions {
  /** Whether the mapping may have expressions: steps `cel` and rules `row`. They need `@marcbachmann/cel-js`. @defaultValue false */
  readonly allowExpressions?: boolean | undefined;
  /** Steps of the host, for `{ op: "custom" }`. */
  readonly steps?: readonly AnyHostStep[] | undefined;
  /** Tables that lookups and foreign keys name: files, or a `Map` of keys and values. */
  readonly files?: Readonly<Record<string, TableSource | ReadonlyMap<string, string>>> | undefined;
  /** Functions that know which keys exist, for foreign keys. They get different keys in batches, and return for each whether it exists. */
  readonly references?: Readonly<Record<string, ReferenceFunction>> | undefined;
  /** Keys for `hash`, by the names that a mapping calls them. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** The profile of the file, which proves the order of numeric dates. Without it one is made where a step needs it and the file is no stream. */
  readonly profile?: FileProfile | undefined;
  /** What `$id` is made of. @defaultValue the SHA-256 of the file, which a stream does not have */
  readonly fileId?: string | undefined;
  /** The time for `$jobTime`. @defaultValue now */
  readonly jobTime?: Date | undefined;
  /** Where row steps and rules put what does not fit into memory. @defaultValue the system's folder for temporary files */
  readonly temporaryFolder?: string | undefined;
}
/** Options of all functions that transform rows. */
export interface RowOptions extends FormatOptions, HostOptions {
  /**
   * What becomes of a row whose step fails or that breaks a rule of severity `error`. `keep`: it is in the result, a value that a step could not process
   * as it came into that step, and each problem is a warning. Rows that the reader could only guess are rejected in any case.
   * @defaultValue "reject"
   */
  readonly onProblem?: "reject" | "keep" | undefined;
  /** Says that the source is a file of rejects that was corrected: its rows have the columns and numbers of the file that they are from. */
  readonly returned?: ReturnedRejects | undefined;
  /** Ends the work; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
/**
 * Refuses options that are unknown.
 * @throws RowmillError `OPTION_INVALID`
 */
export declare function checkRowOptions(options: object, own: Readonly<Record<string, true>>, caller: string): void;
/** The options of other functions that rows are transformed with. */
export declare function rowOptionsOf(options: RowOptions): RowOptions;
/** The options that `readRows` takes. */
export declare function readOptionsOf(options: RowOptions): FormatOptions & {
  readonly signal?: AbortSignal | undefined;
};
//# sourceMappingURL=row-options.d.ts.map
