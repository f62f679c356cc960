import { z } from "zod";
import { type Condition } from "./condition-schema.ts";
import { onError } from "../../values/parameter-schema.ts";
/** The short names that work as steps without parameters. `direct` does nothing. */
export declare const SHORT_NAMES: readonly ["direct", "uppercase", "lowercase", "trim", "int", "float", "boolean", "date"];
declare const flatOperations: readonly [
  z.ZodObject<
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"collapse">;
    },
    z.core.$strict
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"encode">;
      as: z.ZodEnum<{
        base64: "base64";
        html: "html";
        url: "url";
      }>;
    },
    z.core.$strict
  >,
  z.ZodObject<
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"join">;
      columns: z.ZodOptional<z.ZodArray<z.ZodString>>;
      by: z.ZodOptional<z.ZodString>;
    },
    z.core.$strict
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"coalesce">;
      columns: z.ZodOptional<z.ZodArray<z.ZodString>>;
    },
    z.core.$strict
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"number">;
      decimalChar: z.ZodOptional<z.ZodString>;
      groupChar: z.ZodOptional<z.ZodString>;
      currency: z.ZodOptional<z.ZodBoolean>;
      percent: z.ZodOptional<z.ZodBoolean>;
      integer: z.ZodOptional<z.ZodBoolean>;
      scale: z.ZodOptional<z.ZodInt>;
      minimumFractionDigits: z.ZodOptional<z.ZodInt>;
      maximumFractionDigits: z.ZodOptional<z.ZodInt>;
      keepZeros: z.ZodOptional<z.ZodBoolean>;
      minimumIntegerDigits: z.ZodOptional<z.ZodInt>;
      maximumSignificantDigits: z.ZodOptional<z.ZodInt>;
      roundingIncrement: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
      roundingMode: z.ZodOptional<
        z.ZodEnum<{
          ceil: "ceil";
          expand: "expand";
          floor: "floor";
          halfEven: "halfEven";
          halfExpand: "halfExpand";
          trunc: "trunc";
        }>
      >;
      useGrouping: z.ZodOptional<z.ZodBoolean>;
      outputDecimalChar: z.ZodOptional<z.ZodString>;
      outputGroupChar: z.ZodOptional<z.ZodString>;
      notation: z.ZodOptional<
        z.ZodEnum<{
          compact: "compact";
          scientific: "scientific";
          standard: "standard";
        }>
      >;
      radix: z.ZodOptional<
        z.ZodObject<
          {
            from: z.ZodOptional<z.ZodInt>;
            to: z.ZodOptional<z.ZodInt>;
          },
          z.core.$strict
        >
      >;
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"math">;
      operator: z.ZodEnum<{
        abs: "abs";
        add: "add";
        divide: "divide";
        integerDivide: "integerDivide";
        max: "max";
        min: "min";
        modulo: "modulo";
        multiply: "multiply";
        negate: "negate";
        subtract: "subtract";
      }>;
      by: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
      byColumn: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
      scale: z.ZodOptional<z.ZodInt>;
      roundingMode: z.ZodOptional<
        z.ZodEnum<{
          ceil: "ceil";
          expand: "expand";
          floor: "floor";
          halfEven: "halfEven";
          halfExpand: "halfExpand";
          trunc: "trunc";
        }>
      >;
      keepScale: z.ZodOptional<z.ZodBoolean>;
      emptyAs: z.ZodOptional<z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>>;
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"date">;
      from: z.ZodOptional<z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>>;
      to: z.ZodOptional<z.ZodString>;
      order: z.ZodOptional<
        z.ZodEnum<{
          column: "column";
          dayFirst: "dayFirst";
          monthFirst: "monthFirst";
        }>
      >;
      locale: z.ZodOptional<z.ZodString>;
      pivot: z.ZodOptional<z.ZodInt>;
      timeZone: z.ZodOptional<
        z.ZodObject<
          {
            from: z.ZodString;
            to: z.ZodString;
          },
          z.core.$strict
        >
      >;
      truncate: z.ZodOptional<
        z.ZodObject<
          {
            unit: z.ZodEnum<{
              day: "day";
              hour: "hour";
              minute: "minute";
              month: "month";
              quarter: "quarter";
              second: "second";
              week: "week";
              year: "year";
            }>;
            size: z.ZodOptional<z.ZodInt>;
            offset: z.ZodOptional<z.ZodInt>;
          },
          z.core.$strict
        >
      >;
      add: z.ZodOptional<
        z.ZodObject<
          {
            years: z.ZodOptional<z.ZodInt>;
            months: z.ZodOptional<z.ZodInt>;
            weeks: z.ZodOptional<z.ZodInt>;
            days: z.ZodOptional<z.ZodInt>;
            hours: z.ZodOptional<z.ZodInt>;
            minutes: z.ZodOptional<z.ZodInt>;
            seconds: z.ZodOptional<z.ZodInt>;
          },
          z.core.$strict
        >
      >;
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"boolean">;
      trueValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
      falseValues: z.ZodOptional<z.ZodArray<z.ZodString>>;
      outputTrue: z.ZodOptional<z.ZodString>;
      outputFalse: z.ZodOptional<z.ZodString>;
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"lookup">;
      table: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodNullable<z.ZodString>>>;
      file: z.ZodOptional<z.ZodString>;
      key: z.ZodOptional<z.ZodString>;
      value: z.ZodOptional<z.ZodString>;
      ignoreCase: z.ZodOptional<z.ZodBoolean>;
      else: z.ZodOptional<
        z.ZodUnion<
          readonly [
            z.ZodEnum<{
              error: "error";
              keep: "keep";
              null: "null";
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"default">;
      value: z.ZodString;
    },
    z.core.$strict
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"nullIf">;
      values: z.ZodArray<z.ZodString>;
    },
    z.core.$strict
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"const">;
      value: z.ZodNullable<z.ZodString>;
    },
    z.core.$strict
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"cel">;
      expression: z.ZodString;
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
  >,
  z.ZodObject<
    {
      op: z.ZodLiteral<"custom">;
      name: z.ZodString;
      params: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodJSONSchema>>;
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
  >,
  z.ZodObject<
    {
      op: z.ZodEnum<{
        direct: "direct";
        float: "float";
        int: "int";
        lowercase: "lowercase";
        uppercase: "uppercase";
      }>;
    },
    z.core.$strict
  >,
];
/** Writes a text with values in it: `"{first} {last}"`. `{value}` is the value of the step, `{{` is a brace. Null is written as nothing. */
export interface TemplateStep {
  readonly op: "template";
  readonly text: string;
  /** Values with names of their own: a column (or the value of the step) and steps on it. Other names are columns. */
  readonly values?: Readonly<Record<string, TemplateValue>> | undefined;
}
/** A value of a template. */
export interface TemplateValue {
  /** @defaultValue the value of the step */
  readonly from?: string | undefined;
  readonly steps?: readonly Step[] | undefined;
}
/** Runs one of two lists of steps. Without `else` the value is unchanged where the condition does not hold. */
export interface WhenStep extends Condition {
  readonly op: "when";
  readonly then: readonly Step[];
  readonly else?: readonly Step[] | undefined;
  readonly onError?: z.infer<typeof onError>;
}
/** A step on a cell with its parameters. */
export type Operation = z.infer<(typeof flatOperations)[number]> | TemplateStep | WhenStep;
/** A step on a cell: a text or null in, a text or null out. */
export type Step = Operation | (typeof SHORT_NAMES)[number];
/** The closed vocabulary of steps on cells, shared by mapping and transform. */
export declare const stepSchema: z.ZodType<Step>;
export {};
//# sourceMappingURL=step-schema.d.ts.map
