// The errors alone, for code that loads nothing else: a worker thread starts in half the time without zod.
export { NonRetriableError, RowmillError, type ErrorCode, type RowmillErrorOptions } from "../domain/errors.ts";
