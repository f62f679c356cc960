import type { ByteInput } from "../readers/byte-input.ts";
import { createKernel } from "../kernel/kernel.ts";
import { startProfileKernel } from "../kernel/profile-kernel.ts";
import { openTable } from "../readers/open-table.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import { finishProfile } from "../profile/finish-profile.ts";
import { TableTally } from "../profile/table-tally.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
import { isPlainSource, profileDelimited } from "./profile-delimited.ts";
import { createProgressReport } from "./progress-report.ts";

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
  const table = await openTable(input, {
    ...settings,
    onSurveyed(bytes) {
      host.signal?.throwIfAborted();
      report.detecting(bytes);
    },
  });
  report.detected(table.bytesTaken());

  const kernel = startProfileKernel(createKernel());
  const tally = new TableTally(table, settings.sampleRows, kernel, table.dialect?.quote ?? null);
  let rows = 0;
  const onRead = (bytes: number, read: number) => {
    host.signal?.throwIfAborted();
    rows = read;
    report.reading(table.container === null ? bytes : table.bytesTaken(), rows);
  };
  let fileBytes: number | undefined;
  if (table.delimited && isPlainSource(table.delimited)) fileBytes = await profileDelimited(table.delimited, tally, kernel, onRead);
  else {
    for await (const batch of table.batches()) {
      tally.add(batch);
      onRead(batch.bytes, rows + batch.rows.length);
    }
  }
  host.signal?.throwIfAborted();
  const sizeBytes = fileBytes ?? table.bytesTaken();
  const profile = finishProfile(tally, table, {
    sizeBytes,
    topValues: settings.topValues,
    durationMs: Math.round(performance.now() - startedAt),
  });
  report.done(sizeBytes, rows);
  return profile;
}
