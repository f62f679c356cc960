import { z } from "zod";
import { columnRef, flags, onError } from "../../values/parameter-schema.ts";

/** Steps on a text as a text. Each has a file of its own in `text/`. */

/** Removes white space (Unicode White_Space, U+00A0 and U+FEFF) from the ends. */
export const trimSchema = z.strictObject({
  op: z.literal("trim"),
  /** @defaultValue "both" */
  side: z.enum(["both", "start", "end"]).optional(),
  /** The characters to remove instead of white space: `"0"`, `"\"'"`. */
  chars: z.string().min(1).optional(),
});

/** Makes one space of each run of white space, line breaks too. */
export const collapseSchema = z.strictObject({ op: z.literal("collapse") });

/** Changes the case, by the rules of the root locale unless `locale` is given. */
export const caseSchema = z.strictObject({
  op: z.literal("case"),
  /** `title`: the first letter of each run of letters and apostrophes. `sentence`: the first letter of the text. The others become lower. */
  to: z.enum(["upper", "lower", "title", "sentence"]),
  /** A BCP 47 tag, for languages whose letters differ: `tr`, `az`, `lt`. */
  locale: z.string().optional(),
  /** Words that `title` and `sentence` write exactly so: `["O'Brien", "McDonald", "IBM"]`. */
  exceptions: z.array(z.string().min(1)).optional(),
});

/** Writes one text for characters that look alike. */
export const normalizeSchema = z.strictObject({
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

const characterClass = z.enum(["digits", "letters", "spaces", "punctuation"]);

/** Replaces parts of the text. Exactly one of `find`, `findColumn`, `pattern`, `keep` and `remove` is given. */
export const replaceSchema = z.strictObject({
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

/**
 * Takes a part out of the text, or `null` if it is not there: by a `pattern`, by the texts `after` and `before` it, or by a `path` into JSON.
 */
export const extractSchema = z.strictObject({
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

/** Takes the characters from `start` up to `end`. Counted in code points from 0; negative numbers count from the end. */
export const sliceSchema = z.strictObject({
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

/** Fills the text up to `length` code points. A longer text is unchanged. */
export const padSchema = z.strictObject({
  op: z.literal("pad"),
  length: z.int().min(0).max(10_000),
  /** @defaultValue " " */
  with: z.string().min(1).optional(),
  /** Where the filling goes. @defaultValue "start" */
  side: z.enum(["start", "end"]).optional(),
});

/** Splits the text and takes a part, or a run of parts as it stands in the text; `null` if there is no such part. */
export const splitSchema = z.strictObject({
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

/** Counts. */
export const measureSchema = z.strictObject({
  op: z.literal("measure"),
  /** Code points, or words separated by white space. */
  unit: z.enum(["characters", "words"]).optional(),
  /** How often this literal text occurs. */
  of: z.string().min(1).optional(),
});

/** Hides characters, or lays digits out by a format. */
export const maskSchema = z.strictObject({
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

const coding = z.enum(["html", "url", "base64"]);

/** Reads HTML entities, percent-encoding, or base64 of UTF-8. */
export const decodeSchema = z.strictObject({ op: z.literal("decode"), as: coding, onError });

/** Writes HTML entities for `& < > " '`, percent-encoding, or base64 of UTF-8. */
export const encodeSchema = z.strictObject({ op: z.literal("encode"), as: coding });

/** Makes a digest of the text. */
export const hashSchema = z.strictObject({
  op: z.literal("hash"),
  /** @defaultValue "sha256" */
  algorithm: z.enum(["sha256", "sha512", "sha1", "md5"]).optional(),
  /** @defaultValue "hex" */
  encoding: z.enum(["hex", "base64", "base64url"]).optional(),
  /** The name of an entry of the option `secrets`, which makes it an HMAC. Values with few possibilities can be guessed without one. */
  secret: z.string().min(1).optional(),
});
