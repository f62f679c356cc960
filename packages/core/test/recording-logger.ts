import type { Logger } from "@rowmill/core";

/** A line that was logged. */
export interface LoggedLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: object;
}

/** A logger that keeps what it is told. */
export function recordingLogger(): Logger & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const keep = (level: keyof Logger) => (details: object, message: string) => void lines.push({ level, message, details });
  return { lines, debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
}
