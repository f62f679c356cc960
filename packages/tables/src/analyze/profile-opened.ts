import { createKernel } from "../kernel/kernel.ts";
import { type ProfileKernel, startProfileKernel } from "../values/profile-kernel.ts";
import { type FinishedTally, TableTally } from "../profile/table-tally.ts";
import type { DelimitedSource, OpenedTable } from "../table/opened-table.ts";
import type { RecordSink } from "../kernel/record-sink.ts";
import type { CompleteSettings } from "./analyze-options.ts";
import { isPlainSource, profileDelimited } from "../profile/profile-delimited.ts";
import { isRangedDialect, profileRanges } from "../profile/ranges/profile-ranges.ts";
import type { RangeReaders } from "./read-ranges.ts";
import { createUtf8Check, UnexpectedBytes } from "../profile/unexpected-bytes.ts";

/** What was counted, and how many bytes of the file that were. */
export interface ProfiledTable {
  readonly tally: FinishedTally;
  readonly sizeBytes: number;
  readonly fastPaths: FastPaths;
}

/** How much of a table was read by faster ways than rows of texts. Tests expect some of it: without them, a way that is never taken looks well. */
export interface FastPaths {
  /** How many ranges of the file were read side by side. 0: it was read in one pass. */
  readonly ranges: number;
  /** How many rows this thread did not make texts of: of delimited text all after the first ones, of JSON those like the records before. */
  readonly kernelRows: number;
}

/**
 * Counts what is in an opened table, in the fastest way there is for it: ranges of a file side by side, blocks of bytes, or rows
 * of texts.
 *
 * @param ranges - threads for ranges, of a file that may be read in some
 * @param onRead - is told how far it is, and may throw to stop
 * @throws UnexpectedBytes if the encoding of the table was sampled, and it is another one: see `OpenOptions.trustSamples`
 */
export async function profileOpened(
  table: OpenedTable,
  settings: CompleteSettings,
  ranges: RangeReaders | undefined,
  onRead: (bytes: number, rows: number) => void,
): Promise<ProfiledTable> {
  const source = table.delimited && isPlainSource(table.delimited) ? table.delimited : undefined;
  const ranged = ranges && source && (await profileInThreads(table, source, settings, ranges, onRead));
  if (ranged) return ranged;
  ranges?.stop();
  if (source === undefined) return profileRows(table, settings, onRead);
  const { tally, kernel } = createTally(table, settings);
  const sizeBytes = await profileDelimited(source, tally, kernel, onRead, table.encodingIsSampled);
  return { tally, sizeBytes: sizeBytes ?? table.bytesTaken(), fastPaths: { ranges: 0, kernelRows: tally.kernelRows } };
}

/** Rows of texts, and records that the kernel has read. */
async function profileRows(
  table: OpenedTable,
  settings: CompleteSettings,
  onRead: (bytes: number, rows: number) => void,
): Promise<ProfiledTable> {
  // Only the kernel, and whoever looks at every chunk, sees every byte.
  if (table.encodingIsSampled && !table.batchesBeside) throw new UnexpectedBytes();
  const { tally, kernel } = createTally(table, settings);
  const sink: RecordSink = {
    kernel,
    get isReady() {
      return tally.hasHead;
    },
    add: (rows, firstRow) => tally.addWritten(rows, firstRow),
  };
  const look = table.encodingIsSampled ? createUtf8Check() : undefined;
  for await (const batch of table.batchesBeside?.(sink, look) ?? table.batches()) {
    tally.add(batch);
    onRead(batch.bytes, batch.firstRow - 1 + batch.rows.length);
  }
  return { tally, sizeBytes: table.bytesTaken(), fastPaths: { ranges: 0, kernelRows: tally.kernelRows } };
}

function createTally(table: OpenedTable, settings: CompleteSettings): { readonly tally: TableTally; readonly kernel: ProfileKernel } {
  const kernel = startProfileKernel(createKernel());
  return { tally: new TableTally(table, settings.sampleRows, kernel, table.dialect?.quote ?? null), kernel };
}

/** Answers `undefined` for a file that is read in one pass, and for one that only one pass can tell about. */
async function profileInThreads(
  table: OpenedTable,
  source: DelimitedSource,
  settings: CompleteSettings,
  ranges: RangeReaders,
  onRead: (bytes: number, rows: number) => void,
): Promise<ProfiledTable | undefined> {
  const { path, decodeAs } = source;
  const sizeBytes = table.sizeBytes ?? 0;
  const { cuts } = ranges;
  const width = table.hasHeader ? table.columns.length : table.columnCount;
  if (path === undefined || decodeAs !== "utf-8" || width === 0 || !isRangedDialect(source.dialect)) return undefined;
  const { tally, kernel } = createTally(table, settings);
  const onBlock = (bytes: number, records: number) => {
    const others = ranges.read();
    onRead(bytes + others.bytes, records + others.records);
  };
  const file = { source: { ...source, path }, mustBeUtf8: table.encodingIsSampled, width, cuts };
  const joined = await profileRanges(file, tally, kernel, ranges.run, onBlock);
  return joined && { tally: joined, sizeBytes, fastPaths: { ranges: cuts.length + 1, kernelRows: tally.kernelRows } };
}
