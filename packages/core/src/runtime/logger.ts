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
