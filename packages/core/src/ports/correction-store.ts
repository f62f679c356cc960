import type { Json, JsonText } from "../domain/json.ts";

/**
 * Where the decisions of users about pairs of columns live, so that the next proposal for the same target knows them.
 *
 * - What is kept is one JSON text for a user and a target, opaque to the store. The caller reads it, adds to it and replaces it.
 * - Every method is atomic, and durable before it answers. Answers are copies.
 * - A key is one user's: there is no operation on what all users decided. `null` is no user in particular.
 * - A key that `isStorableName` refuses is refused with `OPTION_INVALID` by `replace`; nothing is stored under it, so a read finds nothing.
 */
export interface CorrectionStore {
  /** Reads what a user decided for a target; `undefined` if that is nothing. */
  get(key: CorrectionKey): Promise<StoredCorrections | undefined>;

  /**
   * Replaces what is kept, unless another change came first: only if it still has the revision that is expected. Then deletes the user's
   * targets that were changed the longest time ago, as far as there are more than `keepTargets`. Answers whether it was replaced.
   */
  replace(key: CorrectionKey, replacement: CorrectionsReplacement): Promise<boolean>;

  /** Deletes what a user decided, for one target or for all of them. Answers for how many targets there was something. */
  delete(key: { readonly userId: string | null; readonly target?: string | undefined }): Promise<number>;
}

/** Names whose decisions, and for which target. */
export interface CorrectionKey {
  readonly userId: string | null;
  /** Identifies the target: at most 200 characters. */
  readonly target: string;
}

/** What is kept for a user and a target. */
export interface StoredCorrections {
  readonly pairs: Json;
  /** Starts at 1 and is raised by every replacement. */
  readonly revision: number;
  readonly updatedAt: Date;
}

/** What is to be kept from now on. */
export interface CorrectionsReplacement {
  readonly pairs: JsonText;
  /** The revision that the caller has read; 0 if there was nothing. */
  readonly expectedRevision: number;
  /** For how many targets of this user something is kept, this one included. At least 1. @defaultValue all */
  readonly keepTargets?: number | undefined;
}
