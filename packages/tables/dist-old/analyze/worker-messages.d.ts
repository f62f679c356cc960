import type { FileProfile } from "../profile/file-profile.ts";
import type { ChunkRequest } from "../threads/chunk-messages.ts";
import type { SentError } from "../threads/sent-error.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
import type { GivenRanges } from "./range-threads.ts";
/** What the worker of an analysis is given. */
export interface WorkerTask {
  readonly source:
    | {
        readonly kind: "path";
        readonly path: string;
      }
    | {
        readonly kind: "chunks";
        readonly sizeBytes: number | undefined;
      };
  readonly settings: CompleteSettings;
  /** Threads that may read a part of the file. */
  readonly ranges: GivenRanges | undefined;
}
/** What the worker of an analysis sends. */
export type FromWorker =
  | ChunkRequest
  | {
      readonly type: "progress";
      readonly progress: AnalyzeProgress;
    }
  | {
      readonly type: "done";
      readonly profile: FileProfile;
      readonly heldBytes: number;
      /** What each thread of a range held that has answered. */
      readonly heldByRanges: readonly (number | undefined)[];
    }
  | {
      readonly type: "failed";
      readonly error: SentError;
    };
//# sourceMappingURL=worker-messages.d.ts.map
