// Analyze a file
export { analyzeFile } from "./analyze/analyze-file.ts";
export type { AnalyzeOptions, AnalyzeProgress, AnalyzeSettings } from "./analyze/analyze-options.ts";
export type { FileProfile } from "./profile/file-profile.ts";
export type { Bound, ColumnProfile, Histogram, Quantiles, ValueCount } from "./profile/column-profile.ts";
export type { Example } from "./table/examples.ts";
export type { Finding, FindingCode, Severity } from "./table/finding.ts";
export type { ColumnSemantic, ColumnType, DateOrder } from "./values/column-type.ts";
export type { Dialect, DialectOptions, LineEnd } from "./table/dialect.ts";
export { type Container, type FormatOptions, type OmittedRows, TABLE_FORMATS, type TableFormat } from "./table/format-options.ts";
export type { FixedField, FixedLayout } from "./table/fixed-layout.ts";
export { MAX_COLUMNS } from "./table/limits.ts";

export { createWorkerPool, type WorkerPool, type WorkerPoolOptions } from "./threads/worker-pool.ts";

// Read its rows
export { detectFormat, type DetectOptions } from "./detect-format.ts";
export { analyzeTables, readTables, type TableAnalyzed, type TableOfFile, type TableRead } from "./read-tables.ts";
export { readRows, type ReadRowsOptions, type RowsRead } from "./read-rows.ts";
export type { DetectedDialect, DetectedEncoding, DetectedFormat, OtherTable } from "./table/detected-format.ts";
export type { TableSource } from "./bytes/input-of.ts";
export type { Cell, ReadProblem, ReadProblemCode, Row } from "./table/table-reader.ts";

// Write rows
export { describeOutput, OUTPUT_FORMATS, type OutputFormat, type OutputOptions, writeTable } from "./formats/registry.ts";
export type { OutputCell, OutputColumn, OutputRows, OutputType } from "./table/output.ts";
export { type DelimitedOptions, writeDelimited } from "./formats/delimited/write/write-delimited.ts";
export { type JsonOptions, writeJson, writeJsonLines } from "./formats/json/write/write-json.ts";
export { type FixedWidthField, type FixedWidthOptions, writeFixedWidth } from "./formats/lines/write/write-fixed-width.ts";
export { type TextOptions, writeText } from "./formats/lines/write/write-text.ts";
export { type ParquetOptions, writeParquet } from "./formats/parquet/write/write-parquet.ts";
export type { EncodingOptions } from "./text/encode/encode-rows.ts";
export { writeXlsx, type XlsxColumn, type XlsxOptions, type XlsxValue } from "./formats/xlsx/write/xlsx-writer.ts";

// Transform files and rows
export { transformFile } from "./transform-file/transform-file.ts";
export type {
  KernelMark,
  RowsMark,
  TransformMark,
  TransformOptions,
  TransformProgress,
  TransformResult,
  TransformTarget,
} from "./transform-file/transform-options.ts";
export { transformRows, type RowsTransformed, type TransformRowsOptions } from "./transform-file/rows/transform-rows.ts";
export {
  previewTransform,
  type PreviewFailure,
  type PreviewOptions,
  type PreviewRow,
  type TransformPreview,
} from "./transform-file/rows/preview-transform.ts";
export { trySteps, type FailedValue } from "./transform/try-steps.ts";
export { validateFile, type FileRules, type FileValidation, type ValidateOptions } from "./transform-file/rows/validate-file.ts";
export { extraColumn, rejectColumns, type RejectColumns } from "./transform-file/reject-columns.ts";
export type { ReturnedRejects } from "./transform-file/rows/returned-rejects.ts";
export type { HostOptions, RowOptions } from "./transform-file/rows/row-options.ts";
export { type AnyHostStep, defineStep, type HostStep, type HostStepResult, type ParamsSchema } from "./transform/host/host-step.ts";
export type { RowCounts } from "./transform/engine/row-counts.ts";
export type { RejectedRow, RowProblem, RowWarning } from "./validate/reject.ts";
export { rulesOfProfile, type ProfileRulesOptions } from "./transform/profile-rules.ts";
export { rulesOfTableSchema, type TableSchemaRules } from "./validate/table-schema-rules.ts";
export type { LimitProblem } from "./validate/limits.ts";
export type { FieldsMatch } from "./transform/plan/fields-match.ts";
export type { ReferenceFunction } from "./validate/rule-context.ts";
export type { Mapping, MappingField, SourceColumn, SystemValue } from "./transform/mapping.ts";
export type { MappingProblem } from "./transform/mapping-problem.ts";
export type { RowStep } from "./transform/rows/row-step-schema.ts";
export type { Condition } from "./transform/steps/condition-schema.ts";
export type { Operation, Step, TemplateStep, TemplateValue, WhenStep } from "./transform/steps/step-schema.ts";
export type { Limits, Rule } from "./validate/rule-schema.ts";
