import { inspect } from "node:util";
import { RowmillError } from "../domain/errors.ts";
import type { Logger } from "../ports/logger.ts";
import { describeError, type ErrorDescription } from "./attempts/describe-error.ts";

/** The default logger: warnings and errors on standard error, nothing else. */
export const consoleLogger: Logger = {
  debug() {},
  info() {},
  warn: (details, message) => console.warn(`rowmill: ${message}`, shown(details)),
  error: (details, message) => console.error(`rowmill: ${message}`, shown(details)),
};

/** Writes the details of a line for the console, which itself shows objects to a depth of 2 only, and stacks in one line. */
function shown(details: object): string {
  const { error, ...others } = details as { readonly error?: unknown };
  const text = inspect(others, { depth: 6 });
  return error === undefined ? text : `${text}\n${shownError(isDescribed(error) ? error : describeError(error))}`;
}

function shownError({ message, stack, causes }: LoggedError): string {
  const lines = causes.map(({ depth, name, ...cause }) => `${"  ".repeat(depth)}caused by ${cause.stack ?? `${name}: ${cause.message}`}`);
  return [stack ?? message, ...lines].join("\n");
}

type LoggedError = Pick<ErrorDescription, "message" | "stack" | "causes">;

function isDescribed(error: unknown): error is LoggedError {
  return typeof error === "object" && error !== null && Array.isArray((error as Partial<LoggedError>).causes);
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Makes sure that a logger has its four methods, that what they throw does no harm (logging is never worth a job), and that an error among the
 * details reaches it as a description without secrets: drivers repeat the connection string that they were given.
 * @throws RowmillError `OPTION_INVALID`
 */
export function safeLogger(logger: Logger): Logger {
  const safely = (level: keyof Logger): Logger["info"] => {
    if (typeof logger[level] !== "function") {
      throw new RowmillError(
        "OPTION_INVALID",
        `Option "logger" must have the methods debug, info, warn and error, as pino has; "${level}" is missing`,
      );
    }
    return (details, message) => {
      try {
        logger[level](withDescribedError(details), message);
      } catch {
        // There is no listener left.
      }
    };
  };
  return { debug: safely("debug"), info: safely("info"), warn: safely("warn"), error: safely("error") };
}

function withDescribedError(details: object): object {
  const { error } = details as { readonly error?: unknown };
  return error === undefined || isDescribed(error) ? details : { ...details, error: describeError(error) };
}
