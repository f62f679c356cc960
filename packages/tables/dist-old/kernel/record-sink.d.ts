import type { Kernel } from "./kernel.ts";
/** What takes records whose cells lie in the memory of the kernel. */
export interface RecordSink {
  readonly kernel: Kernel;
  /** Whether it takes any yet; until then they come as rows of texts. */
  readonly isReady: boolean;
  /** They are spoiled by the next. */
  add(rows: WrittenRows, firstRow: number): void;
}
/** Where the cells of records lie in the memory of the kernel, as `addData` of assembly/profile/rows.ts wants them. */
export interface WrittenRows {
  readonly rowCount: number;
  readonly text: number;
  readonly byteLength: number;
  readonly entries: number;
  readonly entryCount: number;
}
//# sourceMappingURL=record-sink.d.ts.map
