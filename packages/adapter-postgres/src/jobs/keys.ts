import { isStorableName, type JobKey } from "@rowmill/core/adapter";
import { isJobId } from "../connection/storable-text.ts";

/** A key as a record of a statement, which takes it apart as `(n, id, is_anybodys, user_id)`. */
export interface KeyRecord {
  /** The place of the key in its list. */
  readonly n: number;
  readonly id: string;
  readonly is_anybodys: boolean;
  readonly user_id: string | null | undefined;
}

/** The keys that a job can have. The others are nobody's, and PostgreSQL would refuse the whole statement for their sake. */
export function keyRecords(keys: readonly JobKey[]): KeyRecord[] {
  return keys.flatMap(({ id, userId }, n) =>
    isJobId(id) && isStorableName(userId) ? [{ n, id, is_anybodys: userId === undefined, user_id: userId }] : [],
  );
}
