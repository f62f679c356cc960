import type { CorrectionStore } from "./correction-store.ts";
import type { FileCatalog } from "./file-catalog.ts";
import type { JobStore } from "./job-store.ts";
import type { ScheduleStore } from "./schedule-store.ts";
import type { TemplateStore } from "./template-store.ts";

/**
 * A database as Rowmill uses it: the jobs, and beside them everything else that an application keeps, on the same connection and clock, in
 * tables of its own. `close` ends all of it. All stores of Rowmill are one; `describeStore` of `@rowmill/conformance` tests one.
 *
 * `Transaction` is as in `JobStore`: only jobs are stored in a transaction of the caller's.
 */
export interface Store<Transaction = never> extends JobStore<Transaction> {
  /** The schedules that create jobs. */
  readonly schedules: ScheduleStore;
  /** The templates (saved mappings) that jobs name. */
  readonly templates: TemplateStore;
  /** What users decided about pairs of columns, for the next proposal. */
  readonly corrections: CorrectionStore;
  /** What is known about files, for a storage that shares its catalogue with other processes. */
  readonly files: FileCatalog;
}
