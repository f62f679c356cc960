import type { fieldType } from "@rowmill/tables/schema";
import type { z } from "zod";

/** A type of Table Schema v2, which are the types of targets and of the columns that are matched with them. */
export type FieldType = z.infer<typeof fieldType>;

/** A value of a column and how many rows have it. */
export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** One column as the matcher sees it, of a source file or of a target. Only the name is required. */
export interface MatchColumn {
  readonly name: string;
  /** The name that people read, if it differs from `name`. */
  readonly title?: string;
  readonly description?: string;
  /** Other names of the same column: earlier headers, translations, names in other systems. */
  readonly aliases?: readonly string[];
  /** Left out, or `any`, if the type is unknown. */
  readonly type?: FieldType;
  /** What the values mean beyond their type: `email`, `url`, `currency`, ... as a profile says. */
  readonly semantic?: string;
  /** The values that the column may have, of a target with `enum` or `categories`. */
  readonly enum?: readonly string[];
  /** Values of the column, or a sample of them. Up to 200 are looked at. */
  readonly values?: readonly CountedValue[];
  /** How its dates and times are written (CLDR letters), and the decimal character of its numbers. */
  readonly datePattern?: string;
  readonly decimalSign?: "." | ",";
  /** The texts that mean that a value is missing. */
  readonly missingValues?: readonly string[];
  /** How many rows have a value, and how many different values there are, if that is known. */
  readonly valueCount?: number;
  readonly distinctCount?: number;
}

/** A list of columns that is matched with another one. */
export interface MatchTable {
  /** The name of the table, if it has one: `customers`. */
  readonly name?: string;
  readonly columns: readonly MatchColumn[];
}
