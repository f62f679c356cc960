import { RowmillError } from "../domain/errors.ts";
import type { Logger } from "../ports/logger.ts";

/** The default logger: warnings and errors on standard error, nothing else. */
export const consoleLogger: Logger = {
  debug() {},
  info() {},
  warn: (details, message) => console.warn(`rowmill: ${message}`, details),
  error: (details, message) => console.error(`rowmill: ${message}`, details),
};

/** A logger that says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Makes sure that a logger has its four methods, and that what they throw harms nobody: logging is never worth a job.
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
        logger[level](details, message);
      } catch {
        // There is nobody left to tell.
      }
    };
  };
  return { debug: safely("debug"), info: safely("info"), warn: safely("warn"), error: safely("error") };
}
