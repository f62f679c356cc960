import type { MessagePort } from "node:worker_threads";
import type { RowsTask } from "./rows-messages.ts";
/** Runs a transform by rows of texts in a worker thread. To cancel, the host ends the thread. */
export declare function serveRows(task: RowsTask, port: MessagePort): Promise<void>;
//# sourceMappingURL=serve-rows.d.ts.map
