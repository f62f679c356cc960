import type { Kernel } from "../kernel/kernel.ts";
/** A kernel whose reader of values is ready. */
export interface ProfileKernel extends Kernel {
  readonly exports: ProfileExports;
}
/** What of the kernel a profile uses: assembly/profile.ts says what each does. Addresses are signed until `>>> 0`. */
export interface ProfileExports {
  /** Where the index has its block, and its entries. */
  readonly bytes: {
    readonly value: number;
  };
  readonly entries: {
    readonly value: number;
  };
  reserve(bytes: number): number;
  startReader(): number;
  addWordAt(text: number, length: number, meaning: number): void;
  readCell(text: number, length: number): number;
  cellNumber(): number;
  cellMonthFirst(): number;
  cellZoned(): number;
  cellPattern(): number;
  startProfile(quote: number, values: number, textBytes: number, precision: number, sampleSize: number): void;
  widenTable(columnCount: number, width: number): void;
  addDataAt(text: number, entries: number, entryCount: number, numbers: number, firstRow: number, place: number): void;
  addRowsAt(text: number, entries: number, from: number, to: number, start: number, firstRow: number, place: number): number;
  reportTable(): number;
  reportColumnAt(index: number): number;
}
/** Makes a kernel ready to read values: it gets the powers of ten, each the nearest double, and the vocabulary. Once for each kernel. */
export declare function startProfileKernel({ exports, memory }: Kernel): ProfileKernel;
//# sourceMappingURL=profile-kernel.d.ts.map
