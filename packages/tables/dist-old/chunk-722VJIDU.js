import { mappingInvalid, schemaProblems } from "./chunk-T7WKJVQE.js";
import { z } from "zod";

var columnRef = z.string().min(1);
var onError = z.union([z.enum(["reject", "null", "keep"]), z.strictObject({ value: z.string() })]).optional();
var flags = {
  /** Whether upper and lower case match each other. */
  ignoreCase: z.boolean().optional(),
  /** Whether `^` and `$` match at line breaks. */
  multiline: z.boolean().optional(),
  /** Whether `.` matches line breaks. */
  dotAll: z.boolean().optional(),
};
var decimal = z.union([z.number(), z.string().regex(/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/, "A decimal number is expected")]);
var roundingMode = z.enum(["halfExpand", "halfEven", "floor", "ceil", "trunc", "expand"]);

// packages/tables/src/validate/rule-schema.ts
var fieldType = z.enum([
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "list",
  "datetime",
  "date",
  "time",
  "year",
  "yearmonth",
  "duration",
  "geopoint",
  "geojson",
  "any",
]);
var common = {
  /** `error`: the row is rejected. `warning`: it is written, and reported. @defaultValue "error" */
  severity: z.enum(["error", "warning"]).optional(),
  /** What the owner of the file reads instead of Rowmill's own sentence. */
  message: z.string().min(1).max(500).optional(),
};
var ofField = { field: z.string().min(1), ...common };
var fields = z.array(z.string().min(1)).min(1);
var bound = z.union([decimal, z.string().min(1)]);
var ruleSchemas = [
  /** Neither null nor empty. */
  z.strictObject({ rule: z.literal("required"), ...ofField }),
  /** Texts that are a value of a type of Table Schema. */
  z.strictObject({
    rule: z.literal("type"),
    ...ofField,
    type: fieldType,
    /** Of strings: `email`, `uri`, `uuid`, `binary`. Of dates and times: `default` (ISO 8601), `any`, or a pattern of strptime or CLDR. */
    format: z.string().min(1).optional(),
    trueValues: z.array(z.string()).min(1).optional(),
    falseValues: z.array(z.string()).min(1).optional(),
    decimalChar: z.string().length(1).optional(),
    groupChar: z.string().length(1).optional(),
  }),
  /** Numbers compare as decimals, dates and times in ISO form as moments. */
  z.strictObject({ rule: z.literal("minimum"), ...ofField, minimum: bound }),
  z.strictObject({ rule: z.literal("maximum"), ...ofField, maximum: bound }),
  z.strictObject({ rule: z.literal("exclusiveMinimum"), ...ofField, exclusiveMinimum: bound }),
  z.strictObject({ rule: z.literal("exclusiveMaximum"), ...ofField, exclusiveMaximum: bound }),
  /** Lengths in code points. */
  z.strictObject({ rule: z.literal("minLength"), ...ofField, minLength: z.int().min(0) }),
  z.strictObject({ rule: z.literal("maxLength"), ...ofField, maxLength: z.int().min(0) }),
  /** A regular expression (RE2) that matches the whole value. */
  z.strictObject({ rule: z.literal("pattern"), ...ofField, pattern: z.string().min(1), ...flags }),
  z.strictObject({ rule: z.literal("enum"), ...ofField, enum: z.array(z.string()).min(1), ignoreCase: z.boolean().optional() }),
  /** No two rows have the same value; null and empty do not count. */
  z.strictObject({ rule: z.literal("unique"), ...ofField }),
  /** No two rows have the same values, and none of them is missing. */
  z.strictObject({ rule: z.literal("primaryKey"), fields, ...common }),
  /** No two rows have the same values; rows in which one is missing do not count. */
  z.strictObject({ rule: z.literal("uniqueKeys"), fields, ...common }),
  /** The values are in a reference: a table of the option `files`, or what a function of the option `references` knows. */
  z.strictObject({
    rule: z.literal("foreignKeys"),
    fields,
    reference: z.strictObject({
      resource: z.string().min(1),
      /** The columns of the reference, in the order of `fields`. @defaultValue columns of the same names */
      fields: fields.optional(),
    }),
    ...common,
  }),
  /** An expression of the Common Expression Language that is true of every row. Needs the option `allowExpressions`. */
  z.strictObject({ rule: z.literal("row"), expression: z.string().min(1).max(2e3), ...common }),
];
var ruleSchema = z.discriminatedUnion("rule", ruleSchemas);
var limit = z.strictObject({
  /** How many there may be at most. */
  count: z.int().min(0).optional(),
  /** Which share of the rows there may be at most, from 0 to 1. */
  share: z.number().min(0).max(1).optional(),
});
var limitsSchema = z.strictObject({
  /** How many rows the result has. */
  rowCount: z.strictObject({ minimum: z.int().min(0).optional(), maximum: z.int().min(0).optional() }).optional(),
  /** Null and empty values of a field. */
  nullValues: z.array(limit.extend({ field: z.string().min(1) })).optional(),
  /** Rows whose value of a field has come before. */
  duplicateValues: z.array(limit.extend({ field: z.string().min(1) })).optional(),
  /** Rejected rows. */
  rejects: limit.optional(),
});
var fieldsMatchSchema = z.enum(["exact", "equal", "subset", "superset", "partial"]);
var tests = {
  /** The column that is tested. @defaultValue the value of the step */
  column: columnRef.optional(),
  equals: z.string().optional(),
  /** Whether it equals the value of another column. */
  equalsColumn: columnRef.optional(),
  in: z.array(z.string()).min(1).optional(),
  contains: z.string().min(1).optional(),
  /** Whether it contains the value of another column, which must not be empty. */
  containsColumn: columnRef.optional(),
  startsWith: z.string().min(1).optional(),
  endsWith: z.string().min(1).optional(),
  /** Whether a regular expression (RE2) matches somewhere. */
  matches: z.string().min(1).optional(),
  ...flags,
  /** `true`: null or empty. `false`: neither. */
  empty: z.boolean().optional(),
  /** Compared as decimal numbers, or as texts where the operand is an ISO date. A value that is neither fails; an empty one is not less. */
  lessThan: z.union([decimal, z.iso.date(), z.iso.datetime({ local: true, offset: true })]).optional(),
  greaterThan: z.union([decimal, z.iso.date(), z.iso.datetime({ local: true, offset: true })]).optional(),
};
var nested = z.lazy(() => conditionSchema);
var conditionShape = {
  ...tests,
  /** Whether all of these hold. */
  all: z.array(nested).min(1).readonly().optional(),
  /** Whether one of these holds. */
  any: z.array(nested).min(1).readonly().optional(),
  /** Whether this does not hold. */
  not: nested.optional(),
};
var conditionSchema = z.strictObject(conditionShape);

// packages/tables/src/transform/rows/row-step-schema.ts
var columns = z.array(columnRef).min(1);
var skipSchema = z.strictObject({
  op: z.literal("skip"),
  /** So many rows at the start. */
  first: z.int().min(0).optional(),
  /** So many rows at the end. */
  last: z.int().min(0).max(1e4).optional(),
  /** All rows up to the first for which this holds; that row stays. */
  until: conditionSchema.optional(),
  /** All rows for which this holds: totals, repeated headers. */
  where: conditionSchema.optional(),
});
var filterSchema = z.strictObject({ op: z.literal("filter"), where: conditionSchema });
var fillDownSchema = z.strictObject({
  op: z.literal("fillDown"),
  columns,
  /** Only rows for which this holds give their value: headings of groups. All other rows get it. */
  when: conditionSchema.optional(),
  /** A new column for the values, of one column of `columns`. @defaultValue the column itself */
  into: z.string().min(1).optional(),
  /** Whether the rows for which `when` holds stay. @defaultValue false */
  keepRows: z.boolean().optional(),
});
var dedupeSchema = z.strictObject({
  op: z.literal("dedupe"),
  /** @defaultValue all columns */
  keys: columns.optional(),
  /** Which of equal rows stays. `last` needs to hold the rows, on the disk where they are many. @defaultValue "first" */
  keep: z.enum(["first", "last"]).optional(),
  /** Whether keys that differ in case or in spaces at their ends are equal. @defaultValue false */
  ignoreCase: z.boolean().optional(),
});
var splitRowsSchema = z.strictObject({
  op: z.literal("splitRows"),
  column: columnRef,
  /** The literal text between parts. */
  by: z.string().min(1).optional(),
  /** A regular expression (RE2) in place of `by`. */
  pattern: z.string().min(1).optional(),
  ...flags,
  /** Whether white space at the ends of parts is removed. @defaultValue false */
  trim: z.boolean().optional(),
  /** Whether empty parts make no row; a cell without any part keeps its one row. @defaultValue false */
  dropEmpty: z.boolean().optional(),
});
var unpivotSchema = z.strictObject({
  op: z.literal("unpivot"),
  /** The columns that become rows. */
  columns: columns.optional(),
  /** The new column for the values of `columns`. @defaultValue "value" */
  value: z.string().min(1).optional(),
  /** Groups of columns that become a row each: `{ "label": "Q1", "columns": { "amount": "q1_amount", "date": "q1_date" } }`. */
  groups: z
    .array(z.strictObject({ label: z.string(), columns: z.record(z.string().min(1), columnRef) }))
    .min(1)
    .optional(),
  /** The new column for the names of the columns, or the labels of the groups. @defaultValue "name" */
  name: z.string().min(1).optional(),
  /** Whether empty cells (groups without any value) make no row. @defaultValue false */
  dropEmpty: z.boolean().optional(),
});
var rowStepSchema = z.discriminatedUnion("op", [skipSchema, filterSchema, fillDownSchema, dedupeSchema, splitRowsSchema, unpivotSchema]);
var trimSchema = z.strictObject({
  op: z.literal("trim"),
  /** @defaultValue "both" */
  side: z.enum(["both", "start", "end"]).optional(),
  /** The characters to remove instead of white space: `"0"`, `"\"'"`. */
  chars: z.string().min(1).optional(),
});
var collapseSchema = z.strictObject({ op: z.literal("collapse") });
var caseSchema = z.strictObject({
  op: z.literal("case"),
  /** `title`: the first letter of each run of letters and apostrophes. `sentence`: the first letter of the text. The others become lower. */
  to: z.enum(["upper", "lower", "title", "sentence"]),
  /** A BCP 47 tag, for languages whose letters differ: `tr`, `az`, `lt`. */
  locale: z.string().optional(),
  /** Words that `title` and `sentence` write exactly so: `["O'Brien", "McDonald", "IBM"]`. */
  exceptions: z.array(z.string().min(1)).optional(),
});
var normalizeSchema = z.strictObject({
  op: z.literal("normalize"),
  /** The Unicode normalization form. @defaultValue "NFC" */
  form: z.enum(["NFC", "NFD", "NFKC", "NFKD"]).optional(),
  /** Whether no-break and other typographic spaces become plain ones, and invisible characters are removed. @defaultValue false */
  spaces: z.boolean().optional(),
  /** Whether typographic quotes and apostrophes become `"` and `'`. @defaultValue false */
  quotes: z.boolean().optional(),
  /** Whether typographic hyphens, dashes and the minus sign become `-`. @defaultValue false */
  dashes: z.boolean().optional(),
  /** Whether Latin and Greek letters lose their accents: `Łódź` becomes `Lodz`. @defaultValue false */
  accents: z.boolean().optional(),
});
var characterClass = z.enum(["digits", "letters", "spaces", "punctuation"]);
var replaceSchema = z.strictObject({
  op: z.literal("replace"),
  /** A literal text. */
  find: z.string().min(1).optional(),
  /** The column with the literal text. A row in which it is empty is unchanged. */
  findColumn: columnRef.optional(),
  /** A regular expression (RE2). In `with`, `$1` is its first group and `$$` a dollar sign. */
  pattern: z.string().min(1).optional(),
  ...flags,
  /** Only these characters are kept, the others replaced. */
  keep: z.union([characterClass, z.array(characterClass).min(1)]).optional(),
  /** These characters are replaced. */
  remove: z.union([characterClass, z.array(characterClass).min(1)]).optional(),
  /** @defaultValue "" */
  with: z.string().optional(),
  /** Whether only the first match is replaced. @defaultValue false */
  first: z.boolean().optional(),
});
var extractSchema = z.strictObject({
  op: z.literal("extract"),
  /** A regular expression (RE2), not anchored. The result is its first group, or all of the match if it has no group. */
  pattern: z.string().min(1).optional(),
  ...flags,
  /** The text that the part follows. */
  after: z.string().min(1).optional(),
  /** The text that follows the part, looked for after `after`. */
  before: z.string().min(1).optional(),
  /** Whether the last `after` counts instead of the first (without `after`: the last `before`). @defaultValue false */
  last: z.boolean().optional(),
  /** Which match is taken: 1 is the first, -1 the last. @defaultValue 1 */
  occurrence: z.int().optional(),
  /** Whether all matches are taken and joined by `by`. @defaultValue false */
  all: z.boolean().optional(),
  /** What is put between the matches of `all`. @defaultValue "" */
  by: z.string().optional(),
  /** A JSON Pointer (RFC 6901) into the JSON text of the cell: `/address/city`. */
  path: z.string().optional(),
  onError,
});
var sliceSchema = z.strictObject({
  op: z.literal("slice"),
  /** @defaultValue 0 */
  start: z.int().optional(),
  /** The first character that is not taken. @defaultValue the end of the text */
  end: z.int().optional(),
  /** The column with the number for `start`. */
  startColumn: columnRef.optional(),
  /** The column with the number for `end`. */
  endColumn: columnRef.optional(),
  onError,
});
var padSchema = z.strictObject({
  op: z.literal("pad"),
  length: z.int().min(0).max(1e4),
  /** @defaultValue " " */
  with: z.string().min(1).optional(),
  /** Where the filling goes. @defaultValue "start" */
  side: z.enum(["start", "end"]).optional(),
});
var splitSchema = z.strictObject({
  op: z.literal("split"),
  /** The literal text between parts. */
  by: z.string().min(1).optional(),
  /** A regular expression (RE2) in place of `by`. */
  pattern: z.string().min(1).optional(),
  ...flags,
  /** The part that is taken, from 0; negative numbers count from the end. */
  part: z.int().optional(),
  /** The first part of a run. @defaultValue 0 */
  from: z.int().optional(),
  /** The first part after the run. @defaultValue the end */
  to: z.int().optional(),
});
var measureSchema = z.strictObject({
  op: z.literal("measure"),
  /** Code points, or words separated by white space. */
  unit: z.enum(["characters", "words"]).optional(),
  /** How often this literal text occurs. */
  of: z.string().min(1).optional(),
});
var maskSchema = z.strictObject({
  op: z.literal("mask"),
  /** How many code points stay readable at the start. @defaultValue 0 */
  keepStart: z.int().min(0).optional(),
  /** How many code points stay readable at the end. @defaultValue 0 */
  keepEnd: z.int().min(0).optional(),
  /** What is written for each hidden letter and digit. @defaultValue "*" */
  with: z.string().optional(),
  /** Each `#` takes the next digit of the value; `\#` is a `#`. A value with another number of digits fails. */
  format: z.string().min(1).optional(),
  onError,
});
var coding = z.enum(["html", "url", "base64"]);
var decodeSchema = z.strictObject({ op: z.literal("decode"), as: coding, onError });
var encodeSchema = z.strictObject({ op: z.literal("encode"), as: coding });
var hashSchema = z.strictObject({
  op: z.literal("hash"),
  /** @defaultValue "sha256" */
  algorithm: z.enum(["sha256", "sha512", "sha1", "md5"]).optional(),
  /** @defaultValue "hex" */
  encoding: z.enum(["hex", "base64", "base64url"]).optional(),
  /** The name of an entry of the option `secrets`, which makes it an HMAC. Values with few possibilities can be guessed without one. */
  secret: z.string().min(1).optional(),
});
var numberSchema = z.strictObject({
  op: z.literal("number"),
  /** The decimal character of the input. @defaultValue "." */
  decimalChar: z.string().length(1).optional(),
  /** The character between groups of three digits of the input. @defaultValue none */
  groupChar: z.string().length(1).optional(),
  /** Whether a currency symbol or ISO 4217 code at either end is removed. @defaultValue false */
  currency: z.boolean().optional(),
  /** Whether a `%` at the end is removed; all values are divided by 100. @defaultValue false */
  percent: z.boolean().optional(),
  /** Whether a value with a fraction other than zeros fails, and the others are written without one. @defaultValue false */
  integer: z.boolean().optional(),
  /** Exactly so many digits after the decimal character: rounded, or filled with zeros. */
  scale: z.int().min(0).max(100).optional(),
  /** At least so many digits after the decimal character. */
  minimumFractionDigits: z.int().min(0).max(100).optional(),
  /** At most so many; zeros at the end are removed unless `keepZeros`. */
  maximumFractionDigits: z.int().min(0).max(100).optional(),
  /** Whether a number rounded to `maximumFractionDigits` keeps zeros at its end. @defaultValue false */
  keepZeros: z.boolean().optional(),
  /** At least so many digits before the decimal character, filled with zeros. */
  minimumIntegerDigits: z.int().min(1).max(100).optional(),
  /** At most so many significant digits. */
  maximumSignificantDigits: z.int().min(1).max(100).optional(),
  /** The number is rounded to a multiple of this. */
  roundingIncrement: decimal.optional(),
  /** @defaultValue "halfExpand" */
  roundingMode: roundingMode.optional(),
  /** Whether groups of three digits are written. @defaultValue false */
  useGrouping: z.boolean().optional(),
  /** The decimal character of the output. @defaultValue "." */
  outputDecimalChar: z.string().length(1).optional(),
  /** The character between groups of the output. @defaultValue "," (or "." where `outputDecimalChar` is ",") */
  outputGroupChar: z.string().length(1).optional(),
  /** `scientific`: `1.2E4`. `compact`: `12K`, `3.4M`, with at most one digit after the decimal character unless another number is set. */
  notation: z.enum(["standard", "scientific", "compact"]).optional(),
  /** Reads and writes whole numbers in another base. @defaultValue 10 for both */
  radix: z.strictObject({ from: z.int().min(2).max(36).optional(), to: z.int().min(2).max(36).optional() }).optional(),
  onError,
});
var mathSchema = z.strictObject({
  op: z.literal("math"),
  operator: z.enum(["add", "subtract", "multiply", "divide", "integerDivide", "modulo", "min", "max", "negate", "abs"]),
  by: decimal.optional(),
  byColumn: z.union([columnRef, z.array(columnRef).min(1)]).optional(),
  /** Exactly so many digits after the decimal point. A division without it has up to 20 significant digits. */
  scale: z.int().min(0).max(100).optional(),
  /** @defaultValue "halfExpand" */
  roundingMode: roundingMode.optional(),
  /** Whether the result has as many digits after the decimal point as the operand that has most. @defaultValue false */
  keepScale: z.boolean().optional(),
  /** The number that null and empty count as. Without it a null or empty value passes through, and an empty operand fails. */
  emptyAs: decimal.optional(),
  onError,
});
var timeAmount = z.strictObject({
  years: z.int().optional(),
  months: z.int().optional(),
  weeks: z.int().optional(),
  days: z.int().optional(),
  hours: z.int().optional(),
  minutes: z.int().optional(),
  seconds: z.int().optional(),
});
var dateSchema = z.strictObject({
  op: z.literal("date"),
  /**
   * The patterns of the input: the first that fits is used. Beside patterns: `iso`, `excel` and `excel1904` (serial numbers), `unix`
   * (seconds) and `unixMs`. Left out, usual forms are read, and `order` decides between day and month.
   */
  from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** The pattern of the output, or `iso`, `excel`, `unix`, `unixMs`. @defaultValue "iso": `2024-04-03`, `13:45:10`, `2024-04-03T13:45:10` */
  to: z.string().min(1).optional(),
  /**
   * The order of numeric dates that could be read both ways (`03/04/2024`), where `from` is left out. `column`: as the profile of
   * the column proves it, otherwise such a value fails.
   * @defaultValue "column"
   */
  order: z.enum(["column", "dayFirst", "monthFirst"]).optional(),
  /** The language of month and weekday names in the output: a BCP 47 tag. Names of the input are read in many languages. @defaultValue "en" */
  locale: z.string().optional(),
  /** Two-digit years below it are 20xx, from it 19xx. @defaultValue 69 */
  pivot: z.int().min(0).max(100).optional(),
  /** The zone in which the input is meant, and the one in which the output is written: IANA names, or offsets such as `+02:00`. */
  timeZone: z.strictObject({ from: z.string().min(1), to: z.string().min(1) }).optional(),
  /** Goes back to the start of the unit, or of a multiple of it (`{"unit": "minute", "size": 30}`). */
  truncate: z
    .strictObject({
      unit: z.enum(["second", "minute", "hour", "day", "week", "month", "quarter", "year"]),
      /** @defaultValue 1 */
      size: z.int().min(1).optional(),
      /** Where the first multiple starts, in units. @defaultValue 0 */
      offset: z.int().optional(),
    })
    .optional(),
  /** What is added, after `truncate`. Months that have no such day end on their last day. A time without a date goes round at midnight. */
  add: timeAmount.optional(),
  onError,
});
var booleanSchema = z.strictObject({
  op: z.literal("boolean"),
  /** @defaultValue words for true in eleven languages, `1`, `t`, `y`, `x` */
  trueValues: z.array(z.string()).min(1).optional(),
  /** @defaultValue words for false in eleven languages, `0`, `f`, `n` */
  falseValues: z.array(z.string()).min(1).optional(),
  /** What is written for true. @defaultValue "true" */
  outputTrue: z.string().optional(),
  /** What is written for false. @defaultValue "false" */
  outputFalse: z.string().optional(),
  onError,
});
var lookupSchema = z.strictObject({
  op: z.literal("lookup"),
  table: z.record(z.string(), z.string().nullable()).optional(),
  /** The name of an entry of the option `files`: a table with a key and a value in each row. */
  file: z.string().min(1).optional(),
  /** The column of the keys in `file`. @defaultValue the first */
  key: z.string().min(1).optional(),
  /** The column of the values in `file`. @defaultValue the second */
  value: z.string().min(1).optional(),
  /** Whether upper and lower case of keys are alike. @defaultValue false */
  ignoreCase: z.boolean().optional(),
  /** What becomes of a value without an entry. @defaultValue "error" */
  else: z.union([z.enum(["error", "null", "keep"]), z.strictObject({ value: z.string() })]).optional(),
});
var defaultSchema = z.strictObject({ op: z.literal("default"), value: z.string() });
var nullIfSchema = z.strictObject({ op: z.literal("nullIf"), values: z.array(z.string()).min(1) });
var constSchema = z.strictObject({ op: z.literal("const"), value: z.string().nullable() });
var celSchema = z.strictObject({ op: z.literal("cel"), expression: z.string().min(1).max(2e3), onError });
var customSchema = z.strictObject({
  op: z.literal("custom"),
  name: z.string().min(1),
  /** What the step is given as its parameters. JSON. */
  params: z.record(z.string(), z.json()).optional(),
  onError,
});

// packages/tables/src/transform/steps/step-schema.ts
var joinSchema = z.strictObject({
  op: z.literal("join"),
  /** The columns that are joined. @defaultValue the value, then the other columns of `from` */
  columns: z.array(columnRef).min(1).optional(),
  /** What is put between. @defaultValue "" */
  by: z.string().optional(),
});
var coalesceSchema = z.strictObject({
  op: z.literal("coalesce"),
  /** The columns that follow the value. @defaultValue the other columns of `from` */
  columns: z.array(columnRef).min(1).optional(),
});
var SHORT_NAMES = ["direct", "uppercase", "lowercase", "trim", "int", "float", "boolean", "date"];
var shortSchema = z.strictObject({ op: z.enum(["direct", "uppercase", "lowercase", "int", "float"]) });
var flatOperations = [
  trimSchema,
  collapseSchema,
  caseSchema,
  normalizeSchema,
  replaceSchema,
  extractSchema,
  sliceSchema,
  padSchema,
  splitSchema,
  measureSchema,
  maskSchema,
  decodeSchema,
  encodeSchema,
  hashSchema,
  joinSchema,
  coalesceSchema,
  numberSchema,
  mathSchema,
  dateSchema,
  booleanSchema,
  lookupSchema,
  defaultSchema,
  nullIfSchema,
  constSchema,
  celSchema,
  customSchema,
  shortSchema,
];
var nestedSteps = z.array(z.lazy(() => stepSchema)).readonly();
var templateSchema = z.strictObject({
  op: z.literal("template"),
  text: z.string(),
  values: z.record(z.string().min(1), z.strictObject({ from: columnRef.optional(), steps: nestedSteps.optional() })).optional(),
});
var whenSchema = z.strictObject({
  op: z.literal("when"),
  ...conditionShape,
  then: nestedSteps,
  else: nestedSteps.optional(),
  onError,
});
var stepSchema = z.union([z.enum(SHORT_NAMES), z.discriminatedUnion("op", [...flatOperations, templateSchema, whenSchema])]);

// packages/tables/src/transform/mapping-schema.ts
var sourceColumnSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  /** The position from 0, which decides between columns of the same name. */
  index: z.int().min(0).optional(),
});
var SYSTEM_VALUES = ["$row", "$file", "$sheet", "$jobTime", "$id"];
var mappingFieldSchema = z.strictObject({
  target: z.string().min(1),
  /** The columns it is made of. Steps start with the value of the first; `join`, `coalesce`, `template` and others take the rest. */
  from: z.union([columnRef, z.array(columnRef)]).optional(),
  /** A value that is the same in every row. */
  const: z.string().nullable().optional(),
  /** The number of the row in the file, the file's name, the sheet's, the job's start in UTC, or a UUID made of the file's hash and the row. */
  system: z.enum(SYSTEM_VALUES).optional(),
  steps: z.array(stepSchema).optional(),
  /** Whether the field is only there for others, which name it in their `from`. @defaultValue false */
  hidden: z.boolean().optional(),
});
var mappingSchema = z.strictObject({
  source: z
    .strictObject({
      columns: z.array(sourceColumnSchema).optional(),
      /** How the columns of the file must relate to `columns`. Without it, only those that are used must be there. */
      fieldsMatch: fieldsMatchSchema.optional(),
    })
    .optional(),
  /** Steps on rows, before the fields. */
  rows: z.array(rowStepSchema).optional(),
  fields: z.array(mappingFieldSchema).min(1),
  rules: z.array(ruleSchema).optional(),
  limits: limitsSchema.optional(),
});
function parseMapping(value) {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) throw mappingInvalid(schemaProblems(parsed.error.issues, value));
  return parsed.data;
}

export {
  SHORT_NAMES,
  SYSTEM_VALUES,
  conditionSchema,
  fieldType,
  fieldsMatchSchema,
  limitsSchema,
  mappingFieldSchema,
  mappingSchema,
  parseMapping,
  rowStepSchema,
  ruleSchema,
  sourceColumnSchema,
  stepSchema,
};
//# sourceMappingURL=chunk-722VJIDU.js.map
//# sourceMappingURL=chunk-722VJIDU.js.map
