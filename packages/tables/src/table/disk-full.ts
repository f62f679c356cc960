import { RowmillError } from "@rowmill/core/errors";

/** Reports a write that failed because the disk is full as `STORAGE_FULL`. Any other error is returned as it is. */
export function diskFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  return new RowmillError("STORAGE_FULL", "The disk is full: make room, or write to another one", { cause: error });
}
