/**
 * Every code of Rowmill's own, and whether a job whose handler throws it is tried again: whether the same input may succeed later. A throw that
 * knows better says so (`RowmillErrorOptions.retriable`). Codes are stable; messages are not. `docs/errors.md` explains each.
 */
const RETRIABLE = {
  // What a caller got wrong
  OPTION_INVALID: false,
  JOB_TYPE_UNKNOWN: true,
  JOB_TYPE_DUPLICATE: false,
  JOB_INPUT_INVALID: false,
  JOB_NOT_FOUND: false,
  JOB_STATUS_CONFLICT: false,
  IDEMPOTENCY_CONFLICT: false,
  CURSOR_INVALID: false,
  CHILD_LIMIT_REACHED: false,
  SIGNAL_UNEXPECTED: false,
  SIGNAL_INVALID: false,
  SCHEDULE_NOT_FOUND: false,
  SCHEDULES_UNSUPPORTED: false,
  // How an attempt or a job ended
  HANDLER_FAILED: true,
  MIDDLEWARE_INVALID: false,
  JOB_RESULT_INVALID: false,
  CHECKPOINT_INVALID: false,
  ATTEMPT_TIMEOUT: true,
  ATTEMPT_LOST: true,
  ATTEMPT_ENDED: false,
  JOB_CRASHED: true,
  JOB_CANCELLED: false,
  JOB_FAILED: true,
  CHILD_FAILED: false,
  WAIT_TIMEOUT: true,
  MANAGER_CLOSED: true,
  // The store
  STORE_LOCKED: true,
  STORE_UNAVAILABLE: true,
  STORE_REFUSED: false,
  STORE_SCHEMA_MISSING: true,
  STORE_SCHEMA_TOO_NEW: false,
  // What a request over HTTP got wrong, or met
  REQUEST_MALFORMED: false,
  REQUEST_INVALID: false,
  REQUEST_TOO_LARGE: false,
  MEDIA_TYPE_UNSUPPORTED: false,
  METHOD_NOT_ALLOWED: false,
  NOT_AUTHENTICATED: false,
  ACCESS_DENIED: false,
  CROSS_SITE_REFUSED: false,
  PRECONDITION_REQUIRED: false,
  PRECONDITION_FAILED: false,
  LIMIT_REACHED: true,
  DRAINING: true,
  RESULT_NOT_READY: true,
  RESULT_EXPIRED: false,
  INTERNAL_ERROR: true,
  // Files and tables
  FILE_NOT_FOUND: false,
  TEMPLATE_NOT_FOUND: false,
  TEMPLATE_REVISION_NOT_FOUND: false,
  TEMPLATE_MISMATCH: false,
  TEMPLATE_TOO_LARGE: false,
  TEMPLATE_QUOTA_EXCEEDED: false,
  FILE_TOO_LARGE: false,
  FILE_QUOTA_EXCEEDED: false,
  FILE_INCOMPLETE: false,
  FILE_SOURCE_FAILED: true,
  FILE_CHECKSUM_MISMATCH: false,
  FILE_IN_USE: true,
  UPLOAD_NOT_FOUND: false,
  UPLOAD_OFFSET_CONFLICT: false,
  UPLOAD_STALLED: false,
  STORAGE_FULL: true,
  FILE_NOT_TEXT: false,
  FILE_RECORD_TOO_LARGE: false,
  FILE_UNREADABLE: true,
  FILE_CORRUPT: false,
  FILE_ENCRYPTED: false,
  FILE_FORMAT_UNSUPPORTED: false,
  FILE_TOO_LARGE_INFLATED: false,
  FILE_TOO_SPARSE: false,
  FILE_MEMORY_EXCEEDED: false,
  MAPPING_INVALID: false,
  MARK_MISMATCH: false,
  DATA_LIMIT_EXCEEDED: false,
  TOO_MANY_REJECTS: false,
  VALUE_UNWRITABLE: false,
  LEDGER_UNBALANCED: false,
  TARGET_INVALID: false,
  WORKER_FAILED: true,
} as const;

/** A code of Rowmill's own. */
export type BuiltInErrorCode = keyof typeof RETRIABLE;

/**
 * Codes of an application or a package, declared so that TypeScript knows them and refuses mistyped ones. An error with such a code is
 * retriable unless it says otherwise.
 *
 * @example
 * ```ts
 * declare module "@rowmill/core" {
 *   interface ErrorCodes {
 *     PRINTER_OUT_OF_PAPER: true;
 *   }
 * }
 *
 * throw new RowmillError("PRINTER_OUT_OF_PAPER", "The printer has no paper"); // the failed job's `error.code`
 * ```
 */
// An interface, because only interfaces can be added to from outside.
export interface ErrorCodes {}

/** Every code that a `RowmillError` can have. */
// Nothing has been added to the interface in here.
// oxlint-disable-next-line typescript/no-redundant-type-constituents
export type ErrorCode = BuiltInErrorCode | (keyof ErrorCodes & string);

/** What a `RowmillError` may be given beside its code and message. */
export interface RowmillErrorOptions {
  /** What led to this error. */
  readonly cause?: unknown;
  /** Facts about the error for programs: ids, limits, positions. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Whether a job whose handler throws this error may be tried again. @defaultValue what its code says; true for codes of your own */
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
    this.retriable = options.retriable ?? (Object.hasOwn(RETRIABLE, code) ? RETRIABLE[code as BuiltInErrorCode] : true);
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
