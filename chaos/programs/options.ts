import type { Logger } from "@rowmill/core";

/** What a program gets from whoever starts it, as JSON in its first argument. */
export interface ProgramOptions {
  /** A connection string, or the path of a SQLite file. */
  readonly database: string;
  readonly journal: string;
  readonly leaseMs: number;
  readonly concurrency: number;
  /** The size of the pool that the handlers share with the store; 0: the store has connections of its own, and handlers use none. */
  readonly sharedPool: number;
  /** How long calls wait for a database that is away. */
  readonly waitMs: number;
  /** How often to look for what no notice told. */
  readonly pollMs: number;
  /** How long running jobs may take to finish after a SIGTERM, before they are handed back. */
  readonly drainMs: number;
  /** What a program creates that creates jobs. */
  readonly creates: Creates;
  /** What the jobs are like. */
  readonly input: { readonly steps: number; readonly stepMs: number };
}

/** Which jobs are created, and how. */
export interface Creates {
  /** The numbers of the first job, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly callers: number;
  /** How long a caller waits before its next call. */
  readonly pauseMs: number;
  /** How long after its creation a job may start, and how it is placed in line then. */
  readonly delayMs: number;
  readonly priority: number;
}

/** Reads them. */
export function readOptions(): ProgramOptions {
  // The channel keeps the program alive. When it closes and we did not close it, nobody is left who would end us.
  process.once("disconnect", () => {
    if (!isOver) process.exit(1);
  });
  return JSON.parse(process.argv[2]!) as ProgramOptions;
}

/** Says that a program has done its part: if everything was closed, it ends by itself now. */
export function isDone(): void {
  isOver = true;
  process.disconnect();
}

let isOver = false;

/** Everything that a manager and a store have to say, for whoever looks into a run that went wrong. */
export const logger: Logger = {
  debug: (details, message) => say("debug", details, message),
  info: (details, message) => say("info", details, message),
  warn: (details, message) => say("warn", details, message),
  error: (details, message) => say("error", details, message),
};

function say(level: string, { error, ...details }: { error?: unknown } & object, message: string): void {
  console.error(process.hrtime()[0], process.pid, level, message, JSON.stringify(details), error instanceof Error ? error.message : "");
}
