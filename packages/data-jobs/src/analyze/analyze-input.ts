import type { ByteInput } from "../readers/byte-input.ts";
import { formatOfName } from "../readers/format-of-name.ts";
import type { OpenOptions } from "../readers/open-options.ts";
import { openTable } from "../readers/open-table.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import { finishProfile } from "../profile/finish-profile.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
import { type ProfiledTable, profileOpened } from "./profile-opened.ts";
import { evenCuts, type RangeThreads, startRangeThreads } from "./profile-ranges.ts";
import { createProgressReport } from "./progress-report.ts";
import { UnexpectedBytes } from "./unexpected-bytes.ts";

/** What an analysis tells and asks whoever started it. */
export interface AnalyzeHost {
  readonly onProgress: (progress: AnalyzeProgress) => void;
  /** Looked at between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Analyzes the bytes of an input in the calling thread: detects the format, then reads every row once.
 *
 * @throws RowmillError `FILE_NOT_TEXT`, `FILE_RECORD_TOO_LARGE`, `OPTION_INVALID`; and whatever the input throws
 */
export async function analyzeInput(input: ByteInput, settings: CompleteSettings, host: AnalyzeHost): Promise<FileProfile> {
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
    await using threads = startThreads(input, settings);
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

    let rows = 0;
    const isPacked = table.container !== null || table.format === "xlsx";
    const onRead = (bytes: number, read: number) => {
      host.signal?.throwIfAborted();
      rows = read;
      report.reading(isPacked ? table.bytesTaken() : bytes, rows);
    };
    const { tally, sizeBytes } = await profileAndClose(table, settings, threads, onRead);
    host.signal?.throwIfAborted();
    // Not all of an archive is read.
    const fileBytes = isPacked ? (table.sizeBytes ?? sizeBytes) : sizeBytes;
    const profile = finishProfile(tally, table, {
      sizeBytes: fileBytes,
      topValues: settings.topValues,
      durationMs: Math.round(performance.now() - startedAt),
    });
    report.done(fileBytes, rows);
    return profile;
  }
}

/** Threads for the ranges of a big file. They start while it is found out what the file is: most big files turn out to be delimited. */
function startThreads(input: ByteInput, settings: CompleteSettings): RangeThreads | undefined {
  const ranges = input.path === undefined ? 0 : evenCuts(input.sizeBytes ?? 0, settings.threads).length;
  const format = settings.format ?? formatOfName(settings.fileName ?? input.path);
  if (ranges === 0 || (format !== undefined && format !== "delimited")) return undefined;
  return startRangeThreads(settings.maxMemoryMb, ranges);
}

async function profileAndClose(...[table, settings, threads, onRead]: Parameters<typeof profileOpened>): Promise<ProfiledTable> {
  try {
    return await profileOpened(table, settings, threads, onRead);
  } finally {
    await table.close();
  }
}
