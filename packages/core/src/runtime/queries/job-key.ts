import { checkOptions } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { JobKey } from "../../ports/job-store.ts";
import type { OwnerOptions } from "../call-options.ts";

/**
 * Names a job, and whose it must be. What is misspelt there is refused: it would count as left out, and open the job to everybody.
 * @param of - the call that was made
 * @param others - the options that it takes beside `userId`
 * @throws RowmillError `OPTION_INVALID`
 */
export function jobKey(id: string, options: OwnerOptions = {}, of: string, others: readonly string[] = []): JobKey {
  const { userId } = options ?? {};
  const isOwner = userId === undefined || userId === null || typeof userId === "string";
  if (typeof options !== "object" || options === null || !isOwner) {
    throw new RowmillError("OPTION_INVALID", `${of} takes whose job it must be as { userId: "ada" }, or null for no user's in particular`);
  }
  checkOptions(options, ["userId", ...others], of);
  return { id, userId };
}
