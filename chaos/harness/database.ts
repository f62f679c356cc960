import type { Ending, JobRow } from "./audit.ts";

/** The database of one run, as the harness sees it: past the store, with statements of its own. */
export interface ChaosDatabase {
  /** A connection string, or the path of a file. */
  readonly address: string;
  rows(): Promise<readonly JobRow[]>;
  endings(): Promise<readonly Ending[]>;
  /** How many jobs have not finished. */
  unfinished(): Promise<number>;
  close(): Promise<void>;
}
