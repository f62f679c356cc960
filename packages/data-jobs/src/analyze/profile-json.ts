import { z } from "zod";
import { type ColumnProfile, type FileProfile, type FixedField, TABLE_FORMATS } from "@rowmill/tables";
import { takeWithinBytes } from "../source/take-within-bytes.ts";

const valueCount = z.object({ value: z.string(), count: z.int() });
const edge = z.union([z.number(), z.string()]);
const bound = edge.nullable();

/** One column of a profile, as JSON. The keys are those of `ColumnProfile`, in snake_case. */
export const columnProfileSchema = z.object({
  name: z.string(),
  index: z.int(),
  type: z.enum(["integer", "decimal", "boolean", "date", "datetime", "time", "string"]),
  semantic: z
    .enum(["email", "url", "uuid", "ip", "phone", "currency", "percent", "postal_code", "identifier", "categorical", "free_text", "mixed"])
    .nullable(),
  decimal_sign: z.enum([".", ","]).nullable(),
  date_order: z.enum(["day_first", "month_first", "ambiguous"]).nullable(),
  date_pattern: z.string().nullable(),
  non_null_count: z.int(),
  null_count: z.int(),
  empty_count: z.int(),
  null_tokens: z.array(valueCount),
  distinct: z.object({ count: z.int(), exact: z.boolean() }),
  min: bound,
  max: bound,
  mean: z.number().nullable(),
  standard_deviation: z.number().nullable(),
  quantiles: z.object({ exact: z.boolean(), p1: edge, p5: edge, p25: edge, p50: edge, p75: edge, p95: edge, p99: edge }).nullable(),
  histogram: z.object({ exact: z.boolean(), edges: z.array(edge), counts: z.array(z.int()) }).nullable(),
  length: z.object({ min: z.int(), max: z.int(), mean: z.number() }).nullable(),
  top_values: z.array(valueCount),
  top_values_exact: z.boolean(),
  sample_values: z.array(z.string()),
  disagreeing: z.object({ count: z.int(), examples: z.array(z.object({ row: z.int(), value: z.string() })) }),
});

/** A profile, as JSON: the result of an `analyze` job. The keys are those of `FileProfile`, in snake_case. */
export const fileProfileSchema = z.object({
  format: z.enum(TABLE_FORMATS),
  format_confidence: z.number(),
  container: z.enum(["gzip", "zip"]).nullable(),
  entry: z.string().nullable(),
  encoding: z.object({ name: z.string(), byte_order_mark: z.boolean(), confidence: z.number() }).nullable(),
  dialect: z
    .object({
      delimiter: z.string().nullable(),
      quote: z.string().nullable(),
      escape: z.string().nullable(),
      skip_initial_space: z.boolean(),
      line_end: z.enum(["lf", "crlf", "cr", "mixed"]),
      confidence: z.number(),
    })
    .nullable(),
  sheet: z.string().nullable(),
  /** `start` counts from 1. A field without `width` goes up to the end of the line. */
  layout: z.array(z.object({ name: z.string().optional(), start: z.int(), width: z.int().optional() })).nullable(),
  records_path: z.string().nullable(),
  has_header: z.boolean(),
  header_confidence: z.number(),
  header_row: z.int().nullable(),
  row_count: z.int(),
  column_count: z.int(),
  size_bytes: z.int(),
  columns: z.array(columnProfileSchema),
  sample_rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(["error", "warning", "info"]),
      message: z.string(),
      count: z.int(),
      column: z.int().optional(),
      rows: z.array(z.int()),
      byte_offsets: z.array(z.int()).optional(),
    }),
  ),
  /** How many columns, sample rows and findings were left out, at their ends, because a result may have 1 MB. */
  omitted: z.object({ columns: z.int(), sample_rows: z.int(), findings: z.int() }),
  duration_ms: z.int(),
});

/** A profile as JSON. */
export type FileProfileJson = z.output<typeof fileProfileSchema>;

/** Writes a profile in the form of `fileProfileSchema`, in less than a megabyte of JSON. */
export function profileToJson(profile: FileProfile): FileProfileJson {
  const { encoding, dialect } = profile;
  const columns = takeWithinBytes(profile.columns.map(columnToJson), 600_000);
  const sampleRows = takeWithinBytes(
    profile.sampleRows.map(({ row, cells }) => ({ row, cells: [...cells] })),
    150_000,
  );
  const findings = takeWithinBytes(
    profile.findings.map(({ byteOffsets, ...finding }) => ({
      ...finding,
      rows: [...finding.rows],
      ...(byteOffsets && { byte_offsets: [...byteOffsets] }),
    })),
    150_000,
  );
  return {
    format: profile.format,
    format_confidence: profile.formatConfidence,
    container: profile.container,
    entry: profile.entry,
    encoding: encoding && { name: encoding.name, byte_order_mark: encoding.byteOrderMark, confidence: encoding.confidence },
    dialect: dialect && {
      delimiter: dialect.delimiter,
      quote: dialect.quote,
      escape: dialect.escape,
      skip_initial_space: dialect.skipInitialSpace,
      line_end: dialect.lineEnd,
      confidence: dialect.confidence,
    },
    sheet: profile.sheet,
    layout: profile.layout && profile.layout.map(fieldToJson),
    records_path: profile.recordsPath,
    has_header: profile.hasHeader,
    header_confidence: profile.headerConfidence,
    header_row: profile.headerRow,
    row_count: profile.rowCount,
    column_count: profile.columnCount,
    size_bytes: profile.sizeBytes,
    columns,
    sample_rows: sampleRows,
    findings,
    omitted: {
      columns: profile.columns.length - columns.length,
      sample_rows: profile.sampleRows.length - sampleRows.length,
      findings: profile.findings.length - findings.length,
    },
    duration_ms: profile.durationMs,
  };
}

function fieldToJson({ name, start, width }: FixedField): { name?: string; start: number; width?: number } {
  return { ...(name !== undefined && { name }), start, ...(Number.isFinite(width) && { width }) };
}

function columnToJson(column: ColumnProfile): z.output<typeof columnProfileSchema> {
  return {
    name: column.name,
    index: column.index,
    type: column.type,
    semantic: column.semantic,
    decimal_sign: column.decimalSign,
    date_order: column.dateOrder,
    date_pattern: column.datePattern,
    non_null_count: column.nonNullCount,
    null_count: column.nullCount,
    empty_count: column.emptyCount,
    null_tokens: [...column.nullTokens],
    distinct: column.distinct,
    min: column.min,
    max: column.max,
    mean: column.mean,
    standard_deviation: column.standardDeviation,
    quantiles: column.quantiles,
    histogram: column.histogram && { ...column.histogram, edges: [...column.histogram.edges], counts: [...column.histogram.counts] },
    length: column.length,
    top_values: [...column.topValues],
    top_values_exact: column.topValuesExact,
    sample_values: [...column.sampleValues],
    disagreeing: { count: column.disagreeing.count, examples: [...column.disagreeing.examples] },
  };
}
