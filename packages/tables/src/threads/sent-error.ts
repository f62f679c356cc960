import { type ErrorCode, RowmillError } from "@rowmill/core/errors";

/** An error as it travels between threads: structured cloning keeps neither class nor code. */
export interface SentError {
  /** `undefined` for an unexpected error. */
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;
  readonly stack: string | undefined;
}

/** Makes an error ready to be sent. */
export function sentError(error: unknown): SentError {
  if (RowmillError.is(error)) {
    const { code, message, details, retriable, stack } = error;
    return { code, message, details, retriable, stack };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: undefined, message, details: {}, retriable: true, stack };
}

/**
 * Makes an error of what was received.
 * @param unexpected - makes the error where the thread did not expect one
 */
export function receivedError(
  { code, message, details, retriable, stack }: SentError,
  unexpected: (cause: Error) => RowmillError,
): RowmillError {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return code === undefined ? unexpected(cause) : new RowmillError(code, message, { details, retriable, cause });
}
