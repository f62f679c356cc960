import type { SentError } from "../threads/sent-error.ts";
import type { Mapping } from "../transform/mapping.ts";
import type { FastFile, FastRequest, FastResources } from "./fast/plan/open-fast.ts";
import type { ChunksTask, SettledChunk } from "./fast/chunks/run-chunks.ts";

/** What a thread is started with. The first one opens the file; the others start meanwhile and wait for `run`. */
export type ThreadTask =
  | { readonly kind: "open"; readonly request: FastRequest; readonly trustSamples: boolean }
  | { readonly kind: "wait" };

/** What the host sends: the chunks to transform, of which each thread takes the next one that is free. */
export interface RunMessage {
  readonly type: "run";
  readonly task: ChunksTask;
  readonly path: string;
  /** What the scripts are made of. */
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly resources: FastResources;
  readonly outputPath: string;
  readonly rejectsPath: string | undefined;
}

/** What a thread sends. */
export type FromThread =
  | { readonly type: "opened"; readonly file: FastFile | { readonly reason: string } }
  | { readonly type: "settled"; readonly settled: ReportedChunk }
  | { readonly type: "done"; readonly heldBytes: number }
  /** Bytes that are not UTF-8 in a file that was taken for it by samples. */
  | { readonly type: "unexpected_bytes" }
  | { readonly type: "failed"; readonly error: SentError };

/** A settled chunk without its rejected rows, which are in the file of rejects. */
export type ReportedChunk = Omit<SettledChunk, "rejected">;
