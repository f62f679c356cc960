// For whoever analyzes files
export { analyzeFile } from "./analyze/analyze-file.ts";
export type { AnalyzeOptions, AnalyzeProgress, AnalyzeSettings } from "./analyze/analyze-options.ts";
export { analyzeInputSchema, analyzeJob } from "./analyze/analyze-job.ts";
export { analyzeJobs, type AnalyzeJobsOptions } from "./analyze/analyze-jobs.ts";
export { columnProfileSchema, type FileProfileJson, fileProfileSchema, profileToJson } from "./analyze/profile-json.ts";
export type { FileProfile } from "./profile/file-profile.ts";
export type { Bound, ColumnProfile, Histogram, Quantiles, ValueCount } from "./profile/column-profile.ts";
export type { Example } from "./profile/examples.ts";
export type { Finding, FindingCode, Severity } from "./profile/finding.ts";
export type { ColumnSemantic, ColumnType, DateOrder } from "./values/infer-type.ts";
export type { Dialect, DialectOptions, LineEnd } from "./readers/dialect.ts";
export type { Container, FormatOptions, OmittedRows, TableFormat } from "./readers/format-options.ts";
export type { FixedField, FixedLayout } from "./readers/fixed-layout.ts";

// For whoever reads them
export { detectFormat, type DetectOptions } from "./readers/detect-format.ts";
export { readRows, type ReadRowsOptions, type RowsRead } from "./readers/read-rows.ts";
export type { DetectedDialect, DetectedEncoding, DetectedFormat, OtherTable } from "./readers/detected-format.ts";
export type { TableSource } from "./readers/input-of.ts";
export type { Cell, ReadProblem, ReadProblemCode, Row } from "./readers/table-reader.ts";

// For whoever writes them
export { writeXlsx, type XlsxColumn, type XlsxOptions, type XlsxValue } from "./writers/xlsx-writer.ts";

// For whoever stores them
export { localDiskStorage, type LocalDiskStorageOptions } from "./storage/local-disk-storage.ts";
export { memoryStorage, type MemoryStorageOptions } from "./storage/memory-storage.ts";
