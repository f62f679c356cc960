import { z } from "zod";
/** Steps on a text as a text. Each has a file of its own in `text/`. */
/** Removes white space (Unicode White_Space, U+00A0 and U+FEFF) from the ends. */
export declare const trimSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"trim">;
    side: z.ZodOptional<
      z.ZodEnum<{
        both: "both";
        end: "end";
        start: "start";
      }>
    >;
    chars: z.ZodOptional<z.ZodString>;
  },
  z.core.$strict
>;
/** Makes one space of each run of white space, line breaks too. */
export declare const collapseSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"collapse">;
  },
  z.core.$strict
>;
/** Changes the case, by the rules of the root locale unless `locale` is given. */
export declare const caseSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"case">;
    to: z.ZodEnum<{
      lower: "lower";
      sentence: "sentence";
      title: "title";
      upper: "upper";
    }>;
    locale: z.ZodOptional<z.ZodString>;
    exceptions: z.ZodOptional<z.ZodArray<z.ZodString>>;
  },
  z.core.$strict
>;
/** Writes one text for characters that look alike. */
export declare const normalizeSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"normalize">;
    form: z.ZodOptional<
      z.ZodEnum<{
        NFC: "NFC";
        NFD: "NFD";
        NFKC: "NFKC";
        NFKD: "NFKD";
      }>
    >;
    spaces: z.ZodOptional<z.ZodBoolean>;
    quotes: z.ZodOptional<z.ZodBoolean>;
    dashes: z.ZodOptional<z.ZodBoolean>;
    accents: z.ZodOptional<z.ZodBoolean>;
  },
  z.core.$strict
>;
/** Replaces parts of the text. Exactly one of `find`, `findColumn`, `pattern`, `keep` and `remove` is given. */
export declare const replaceSchema: z.ZodObject<
  {
    ignoreCase: z.ZodOptional<z.ZodBoolean>;
    multiline: z.ZodOptional<z.ZodBoolean>;
    dotAll: z.ZodOptional<z.ZodBoolean>;
    op: z.ZodLiteral<"replace">;
    find: z.ZodOptional<z.ZodString>;
    findColumn: z.ZodOptional<z.ZodString>;
    pattern: z.ZodOptional<z.ZodString>;
    keep: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            digits: "digits";
            letters: "letters";
            punctuation: "punctuation";
            spaces: "spaces";
          }>,
          z.ZodArray<
            z.ZodEnum<{
              digits: "digits";
              letters: "letters";
              punctuation: "punctuation";
              spaces: "spaces";
            }>
          >,
        ]
      >
    >;
    remove: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            digits: "digits";
            letters: "letters";
            punctuation: "punctuation";
            spaces: "spaces";
          }>,
          z.ZodArray<
            z.ZodEnum<{
              digits: "digits";
              letters: "letters";
              punctuation: "punctuation";
              spaces: "spaces";
            }>
          >,
        ]
      >
    >;
    with: z.ZodOptional<z.ZodString>;
    first: z.ZodOptional<z.ZodBoolean>;
  },
  z.core.$strict
>;
/**
 * Takes a part out of the text, or `null` if it is not there: by a `pattern`, by the texts `after` and `before` it, or by a `path` into JSON.
 */
export declare const extractSchema: z.ZodObject<
  {
    ignoreCase: z.ZodOptional<z.ZodBoolean>;
    multiline: z.ZodOptional<z.ZodBoolean>;
    dotAll: z.ZodOptional<z.ZodBoolean>;
    op: z.ZodLiteral<"extract">;
    pattern: z.ZodOptional<z.ZodString>;
    after: z.ZodOptional<z.ZodString>;
    before: z.ZodOptional<z.ZodString>;
    last: z.ZodOptional<z.ZodBoolean>;
    occurrence: z.ZodOptional<z.ZodInt>;
    all: z.ZodOptional<z.ZodBoolean>;
    by: z.ZodOptional<z.ZodString>;
    path: z.ZodOptional<z.ZodString>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Takes the characters from `start` up to `end`. Counted in code points from 0; negative numbers count from the end. */
export declare const sliceSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"slice">;
    start: z.ZodOptional<z.ZodInt>;
    end: z.ZodOptional<z.ZodInt>;
    startColumn: z.ZodOptional<z.ZodString>;
    endColumn: z.ZodOptional<z.ZodString>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Fills the text up to `length` code points. A longer text is unchanged. */
export declare const padSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"pad">;
    length: z.ZodInt;
    with: z.ZodOptional<z.ZodString>;
    side: z.ZodOptional<
      z.ZodEnum<{
        end: "end";
        start: "start";
      }>
    >;
  },
  z.core.$strict
>;
/** Splits the text and takes a part, or a run of parts as it stands in the text; `null` if there is no such part. */
export declare const splitSchema: z.ZodObject<
  {
    ignoreCase: z.ZodOptional<z.ZodBoolean>;
    multiline: z.ZodOptional<z.ZodBoolean>;
    dotAll: z.ZodOptional<z.ZodBoolean>;
    op: z.ZodLiteral<"split">;
    by: z.ZodOptional<z.ZodString>;
    pattern: z.ZodOptional<z.ZodString>;
    part: z.ZodOptional<z.ZodInt>;
    from: z.ZodOptional<z.ZodInt>;
    to: z.ZodOptional<z.ZodInt>;
  },
  z.core.$strict
>;
/** Counts. */
export declare const measureSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"measure">;
    unit: z.ZodOptional<
      z.ZodEnum<{
        characters: "characters";
        words: "words";
      }>
    >;
    of: z.ZodOptional<z.ZodString>;
  },
  z.core.$strict
>;
/** Hides characters, or lays digits out by a format. */
export declare const maskSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"mask">;
    keepStart: z.ZodOptional<z.ZodInt>;
    keepEnd: z.ZodOptional<z.ZodInt>;
    with: z.ZodOptional<z.ZodString>;
    format: z.ZodOptional<z.ZodString>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Reads HTML entities, percent-encoding, or base64 of UTF-8. */
export declare const decodeSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"decode">;
    as: z.ZodEnum<{
      base64: "base64";
      html: "html";
      url: "url";
    }>;
    onError: z.ZodOptional<
      z.ZodUnion<
        readonly [
          z.ZodEnum<{
            keep: "keep";
            null: "null";
            reject: "reject";
          }>,
          z.ZodObject<
            {
              value: z.ZodString;
            },
            z.core.$strict
          >,
        ]
      >
    >;
  },
  z.core.$strict
>;
/** Writes HTML entities for `& < > " '`, percent-encoding, or base64 of UTF-8. */
export declare const encodeSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"encode">;
    as: z.ZodEnum<{
      base64: "base64";
      html: "html";
      url: "url";
    }>;
  },
  z.core.$strict
>;
/** Makes a digest of the text. */
export declare const hashSchema: z.ZodObject<
  {
    op: z.ZodLiteral<"hash">;
    algorithm: z.ZodOptional<
      z.ZodEnum<{
        md5: "md5";
        sha1: "sha1";
        sha256: "sha256";
        sha512: "sha512";
      }>
    >;
    encoding: z.ZodOptional<
      z.ZodEnum<{
        base64: "base64";
        base64url: "base64url";
        hex: "hex";
      }>
    >;
    secret: z.ZodOptional<z.ZodString>;
  },
  z.core.$strict
>;
//# sourceMappingURL=text-schema.d.ts.map
