import type { KyselyPlugin } from "kysely";
import type { CustomTypesConfig } from "pg";

/**
 * How our statements' results are read, whatever the application has set with `pg.types.setTypeParser`. They have these types and texts only:
 * moments are numbers (`_ms`), and JSON is selected as text. See https://www.postgresql.org/docs/current/datatype-oid.html for the ids.
 */
export const PLAIN_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number) => PARSERS.get(oid) ?? asText) as CustomTypesConfig["getTypeParser"],
};

const asText = (text: string) => text;

const PARSERS = new Map<number, (text: string) => unknown>([
  [16, (text) => text === "t"], // bool
  [21, Number], // int2
  [23, Number], // int4
  [701, Number], // float8
]);

/**
 * Reads rows again that a connection of the caller's has read, in a transaction or through a dialect: its parsers are the application's. A bigint,
 * a decimal or a text becomes the number again, and so on. A column is known by its name.
 */
export function plainRows<Row>(rows: readonly Row[]): Row[] {
  for (const row of rows as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(row)) {
      if (value === null) continue;
      if (typeof value !== "number" && NUMBERS.test(name)) row[name] = Number(value);
      else if (typeof value !== "boolean" && BOOLEANS.test(name)) row[name] = TRUE.test(textOf(value));
      else if (typeof value !== "string" && name === "id") row[name] = textOf(value);
    }
  }
  return rows as Row[];
}

const NUMBERS = /_ms$|^(?:n|progress|priority|attempt|max_attempts|crashes|max_crashes|claim_no|revision|files|size_bytes|count)$/;
const BOOLEANS = /^(?:is|are)_/;
const TRUE = /^(?:t|true|1)$/i;

/** The text of what a parser of the application's made. */
function textOf(value: unknown): string {
  return String(value);
}

/** The same for a Kysely. */
export const plainValuesPlugin: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    return { ...result, rows: plainRows(result.rows) };
  },
};
