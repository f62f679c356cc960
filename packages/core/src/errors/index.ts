// The errors and the check of options alone, for code that loads nothing else: a worker thread starts in half the time without zod.
export { checkOptions } from "../domain/check-option.ts";
export {
  NonRetriableError,
  RowmillError,
  type BuiltInErrorCode,
  type ErrorCode,
  type ErrorCodes,
  type RowmillErrorOptions,
} from "../domain/errors.ts";
