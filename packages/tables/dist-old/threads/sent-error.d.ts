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
  readonly system?: Readonly<Pick<NodeJS.ErrnoException, "code" | "errno" | "syscall" | "path">> | undefined;
}
/** Makes an error ready to be sent. */
export declare function sentError(error: unknown): SentError;
/**
 * Makes an error of what was received: a `RowmillError`, or one of the operating system, such as a full disk.
 * @param unexpected - makes the error where the thread did not expect one
 */
export declare function receivedError(
  { code, message, details, retriable, stack, system }: SentError,
  unexpected: (cause: Error) => RowmillError,
): Error;
//# sourceMappingURL=sent-error.d.ts.map
