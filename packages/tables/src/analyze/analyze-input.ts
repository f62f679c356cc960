import type { ByteInput } from "../bytes/byte-input.ts";
import type { OpenOptions } from "../table/open-options.ts";
import { openTable } from "../open/open-table.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import { finishProfile } from "../profile/finish-profile.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
import { type FastPaths, type ProfiledTable, profileOpened } from "./profile-opened.ts";
import { createProgressReport } from "./progress-report.ts";
import type { RangeReaders } from "./read-ranges.ts";
import { UnexpectedBytes } from "../profile/unexpected-bytes.ts";

/** What an analysis exchanges with its starter. */
export interface AnalyzeHost {
  readonly onProgress: (progress: AnalyzeProgress) => void;
  /** Looked at between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch; it may throw to stop. */
  readonly onBatch?: (() => void) | undefined;
  /** Is told how the rows were read. */
  readonly onProfiled?: ((fastPaths: FastPaths) => void) | undefined;
}

/**
 * Analyzes the bytes of an input in the calling thread: detects the format, then reads every row once.
 *
 * @param ranges - other threads, which read parts of the file if it is one that can be read so
 * @throws RowmillError `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`; and whatever the input throws
 */
export async function analyzeInput(
  input: ByteInput,
  settings: CompleteSettings,
  host: AnalyzeHost,
  ranges?: RangeReaders,
): Promise<FileProfile> {
  const startedAt = performance.now();
  const report = createProgressReport(input.sizeBytes, host.onProgress);
  host.signal?.throwIfAborted();
  try {
    return await analyzeOnce({ trustSamples: true });
  } catch (error) {
    if (!(error instanceof UnexpectedBytes)) throw error;
    return await analyzeOnce({ trustSamples: false });
  }

  async function analyzeOnce({ trustSamples }: Pick<OpenOptions, "trustSamples">): Promise<FileProfile> {
    let surveyed = 0;
    const table = await openTable(input, {
      ...settings,
      trustSamples,
      onSurveyed(bytes) {
        host.signal?.throwIfAborted();
        surveyed = bytes;
        report.detecting(bytes);
      },
    });
    report.detected(Math.max(surveyed, table.bytesTaken()));

    const rowsAbove = table.preambleRows + table.headerRows;
    const isPacked = table.container !== null || table.format === "xlsx";
    const onRead = (bytes: number, read: number) => {
      host.signal?.throwIfAborted();
      host.onBatch?.();
      report.reading(isPacked ? table.bytesTaken() : bytes, Math.max(0, read - rowsAbove));
    };
    const { tally, sizeBytes, fastPaths } = await profileAndClose(table, settings, ranges, onRead);
    host.onProfiled?.(fastPaths);
    host.signal?.throwIfAborted();
    // Not all of an archive is read.
    const fileBytes = isPacked ? (table.sizeBytes ?? sizeBytes) : sizeBytes;
    const profile = finishProfile(tally, table, {
      sizeBytes: fileBytes,
      topValues: settings.topValues,
      durationMs: Math.round(performance.now() - startedAt),
    });
    report.done(fileBytes, profile.rowCount);
    return profile;
  }
}

async function profileAndClose(...[table, settings, ranges, onRead]: Parameters<typeof profileOpened>): Promise<ProfiledTable> {
  try {
    return await profileOpened(table, settings, ranges, onRead);
  } finally {
    await table.close();
  }
}
