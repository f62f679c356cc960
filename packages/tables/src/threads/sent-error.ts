import { type ErrorCode, RowmillError } from "@rowmill/core/errors";

/** An error as it travels between threads: structured cloning keeps neither class nor code. */
export interface SentError {
  /** `undefined` for an unexpected error. */
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;
  readonly stack: string | undefined;
  /** Of an error of the operating system: what `NodeJS.ErrnoException` has beside the message. */
  readonly system?: SystemError | undefined;
}

interface SystemError {
  readonly code: string | undefined;
  readonly errno: number;
  readonly syscall: string | undefined;
  readonly path: string | undefined;
}

/** Makes an error ready to be sent. */
export function sentError(error: unknown): SentError {
  if (RowmillError.is(error)) {
    const { code, message, details, retriable, stack } = error;
    return { code, message, details, retriable, stack };
  }
  const found: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  const { message, stack, code, errno, syscall, path } = found;
  const system = errno === undefined ? undefined : { code, errno, syscall, path };
  return { code: undefined, message, details: {}, retriable: true, stack, system };
}

/**
 * Makes an error of what was received: a `RowmillError`, or one of the operating system, such as a full disk.
 * @param unexpected - makes the error where the thread did not expect one
 */
export function receivedError(
  { code, message, details, retriable, stack, system }: SentError,
  unexpected: (cause: Error) => RowmillError,
): Error {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  if (system) return Object.assign(cause, system);
  return code === undefined ? unexpected(cause) : new RowmillError(code, message, { details, retriable, cause });
}
