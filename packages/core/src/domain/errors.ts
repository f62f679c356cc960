/** Every code a `RowmillError` can have. Codes are stable; messages are not. `docs/errors.md` explains each. */
export type ErrorCode =
  // What a caller got wrong
  | "OPTION_INVALID"
  | "JOB_TYPE_UNKNOWN"
  | "JOB_TYPE_DUPLICATE"
  | "JOB_INPUT_INVALID"
  | "JOB_NOT_FOUND"
  | "JOB_STATUS_CONFLICT"
  | "IDEMPOTENCY_CONFLICT"
  | "CURSOR_INVALID"
  | "SCHEDULE_NOT_FOUND"
  | "SCHEDULES_UNSUPPORTED"
  // How an attempt or a job ended
  | "HANDLER_FAILED"
  | "JOB_RESULT_INVALID"
  | "CHECKPOINT_INVALID"
  | "ATTEMPT_TIMEOUT"
  | "ATTEMPT_LOST"
  | "ATTEMPT_ENDED"
  | "JOB_CRASHED"
  | "JOB_CANCELLED"
  | "JOB_FAILED"
  | "WAIT_TIMEOUT"
  | "MANAGER_CLOSED"
  // The store
  | "STORE_LOCKED"
  | "STORE_UNAVAILABLE"
  | "STORE_REFUSED"
  | "STORE_SCHEMA_MISSING"
  | "STORE_SCHEMA_TOO_NEW"
  // What a request over HTTP got wrong, or met
  | "REQUEST_MALFORMED"
  | "REQUEST_INVALID"
  | "REQUEST_TOO_LARGE"
  | "MEDIA_TYPE_UNSUPPORTED"
  | "METHOD_NOT_ALLOWED"
  | "NOT_AUTHENTICATED"
  | "ACCESS_DENIED"
  | "CROSS_SITE_REFUSED"
  | "LIMIT_REACHED"
  | "DRAINING"
  | "RESULT_NOT_READY"
  | "RESULT_EXPIRED"
  | "INTERNAL_ERROR"
  // Files and tables
  | "FILE_NOT_FOUND"
  | "TEMPLATE_NOT_FOUND"
  | "FILE_TOO_LARGE"
  | "FILE_QUOTA_EXCEEDED"
  | "FILE_INCOMPLETE"
  | "FILE_SOURCE_FAILED"
  | "FILE_CHECKSUM_MISMATCH"
  | "FILE_IN_USE"
  | "UPLOAD_NOT_FOUND"
  | "UPLOAD_OFFSET_CONFLICT"
  | "UPLOAD_STALLED"
  | "STORAGE_FULL"
  | "FILE_NOT_TEXT"
  | "FILE_RECORD_TOO_LARGE"
  | "FILE_UNREADABLE"
  | "FILE_CORRUPT"
  | "FILE_ENCRYPTED"
  | "FILE_FORMAT_UNSUPPORTED"
  | "FILE_TOO_LARGE_INFLATED"
  | "MAPPING_INVALID"
  | "WORKER_FAILED";

/** What a `RowmillError` may be given beside its code and message. */
export interface RowmillErrorOptions {
  /** What led to this error. */
  readonly cause?: unknown;
  /** Facts about the error for programs: ids, limits, positions. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whether a handler that throws this error may be tried again. @defaultValue true */
  readonly retriable?: boolean;
}

/**
 * The error that Rowmill throws. Match on `code`, never on the message.
 *
 * @example
 * ```ts
 * try {
 *   await manager.cancelJob(id);
 * } catch (error) {
 *   if (RowmillError.is(error, "JOB_STATUS_CONFLICT")) return "too late, it has finished";
 *   throw error;
 * }
 * ```
 */
export class RowmillError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retriable: boolean;

  constructor(code: ErrorCode, message: string, options: RowmillErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "RowmillError";
    this.code = code;
    this.details = options.details ?? {};
    this.retriable = options.retriable ?? true;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether a value is a `RowmillError`, of this copy of the package or another one, and has the given code. */
  static is(value: unknown, code?: ErrorCode): value is RowmillError {
    if (typeof value !== "object" || value === null || !(marker in value)) return false;
    return code === undefined || (value as { code?: unknown }).code === code;
  }
}

/** In the global symbol registry, so that two copies of this package know each other's errors. */
const marker = Symbol.for("rowmill.error");

/**
 * Thrown by a handler to say: trying again would not help. The job fails at once, whatever attempts are left.
 *
 * @example
 * ```ts
 * if (!customer) throw new NonRetriableError(`There is no customer ${input.customerId}`);
 * ```
 */
export class NonRetriableError extends RowmillError {
  constructor(message: string, options: Omit<RowmillErrorOptions, "retriable"> = {}) {
    super("HANDLER_FAILED", message, { ...options, retriable: false });
    this.name = "NonRetriableError";
  }
}
