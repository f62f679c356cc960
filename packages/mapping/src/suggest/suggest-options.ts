import type { TableDialect } from "../document/document-schema.ts";

/** A pair of names that a user has decided on before. */
export interface NamedPair {
  /** The header of the source column. */
  readonly source: string;
  /** The name of the target field. */
  readonly target: string;
}

/** Options of `suggestMapping`. */
export interface SuggestOptions {
  readonly name?: string | undefined;
  /** Pairs that the user has accepted before: they are taken first, as `by: "memory"`. */
  readonly remembered?: readonly NamedPair[] | undefined;
  /** Pairs that the user has rejected: they are not proposed, and are kept in the document. */
  readonly rejected?: readonly NamedPair[] | undefined;
  /** From this confidence on a proposal is `accepted`, and runs. Left out, all are only `suggested`. */
  readonly acceptFrom?: number | undefined;
  /** Below this score of a pair the target stays empty. @defaultValue 0.42 */
  readonly minScore?: number | undefined;
  /** How many candidates are kept for each target. @defaultValue 5 */
  readonly limit?: number | undefined;
  readonly dialect?: TableDialect | undefined;
  /** The source columns as they stand in the document, in the order of the source. @defaultValue ids are made of their names */
  readonly columns?: readonly { readonly id: string; readonly name: string; readonly index: number }[] | undefined;
}
