import type { ByteInput } from "../readers/byte-input.ts";
import { readCsv } from "../readers/csv-reader.ts";
import { detectFormat } from "../readers/detect-format.ts";
import type { TableReader } from "../readers/table-reader.ts";
import type { FileProfile } from "../profile/file-profile.ts";
import { finishProfile } from "../profile/finish-profile.ts";
import { TableTally } from "../profile/table-tally.ts";
import type { AnalyzeProgress, CompleteSettings } from "./analyze-options.ts";
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
  const format = await detectFormat(input, settings, (bytes) => {
    host.signal?.throwIfAborted();
    report.detecting(bytes);
  });
  report.detected(format.head.bytes.length);

  const tally = new TableTally(format, settings.sampleRows);
  let sizeBytes = 0;
  let rows = 0;
  const counted = countBytes(format.head.open(), (length) => {
    sizeBytes += length;
  });
  const { dialect, decodeAs: encoding } = format;
  for await (const batch of reader(counted, { dialect, encoding, maxRecordLength: settings.maxRecordLength })) {
    host.signal?.throwIfAborted();
    tally.add(batch);
    rows += batch.rows.length;
    report.reading(batch.bytes, rows);
  }
  host.signal?.throwIfAborted();
  const profile = finishProfile(tally, format, {
    sizeBytes,
    topValues: settings.topValues,
    durationMs: Math.round(performance.now() - startedAt),
  });
  report.done(sizeBytes, rows);
  return profile;
}

const reader: TableReader = readCsv;

async function* countBytes(source: AsyncIterable<Uint8Array>, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length);
    yield chunk;
  }
}
