import type { SentError } from "../threads/sent-error.ts";
import type { FastFile, PlanRequest, SourceRequest } from "./fast/plan/open-fast.ts";
import type { RowsTask } from "./rows/thread/rows-messages.ts";
import type { ChunksTask, SettledChunk } from "./fast/chunks/run-chunks.ts";
/**
 * What a thread is started with. For the kernel the first one opens the file and waits for `plan`; the others start meanwhile and wait for
 * `run`. For rows of texts there is one, which does it all.
 */
export type ThreadTask =
  | {
      readonly kind: "open";
      readonly request: SourceRequest;
    }
  | {
      readonly kind: "wait";
    }
  | {
      readonly kind: "rows";
      readonly task: RowsTask;
    };
/** What the host sends. */
export type ToThread = PlanMessage | RunMessage;
/** What the file is to become: the mapping is checked while the file is opened. */
export interface PlanMessage {
  readonly type: "plan";
  readonly request: PlanRequest;
}
/** The chunks to transform, of which each thread takes the next one that is free. */
export interface RunMessage {
  readonly type: "run";
  readonly task: ChunksTask;
  readonly path: string;
  /** What the scripts are made of. */
  readonly request: PlanRequest;
  readonly columns: readonly string[];
  /** The kernel that the first thread has compiled. */
  readonly module: object;
  readonly outputPath: string;
  readonly rejectsPath: string | undefined;
}
/** What a thread sends. */
export type FromThread =
  | {
      readonly type: "planned";
      readonly file: FastFile;
      readonly module: object;
    }
  /** Why the kernel cannot do it. */
  | {
      readonly type: "not_for_kernel";
      readonly reason: string;
    }
  | {
      readonly type: "settled";
      readonly settled: ReportedChunk;
    }
  | {
      readonly type: "done";
      readonly heldBytes: number;
    }
  /** Bytes that are not UTF-8 in a file that was taken for it by samples. */
  | {
      readonly type: "unexpected_bytes";
    }
  | {
      readonly type: "failed";
      readonly error: SentError;
    };
/** A settled chunk without its rejected rows, which are in the file of rejects. */
export type ReportedChunk = Omit<SettledChunk, "rejected">;
//# sourceMappingURL=thread-messages.d.ts.map
