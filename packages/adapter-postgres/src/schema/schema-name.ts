import { RowmillError } from "@rowmill/core";

/** Names end after 63 bytes, and the name of the channel is `rowmill:` and that of the schema. */
const MAX_LENGTH = 50;

/** @throws RowmillError `OPTION_INVALID` for a name that PostgreSQL keeps for itself, or that would need quotes everywhere */
export function checkSchemaName(schema: string): void {
  if (typeof schema !== "string" || !/^[a-z_][a-z\d_]*$/i.test(schema) || schema.length > MAX_LENGTH) {
    const message = `Option "schema" must be a name of ASCII letters, digits and _, at most ${MAX_LENGTH} characters, got ${JSON.stringify(schema)}`;
    throw new RowmillError("OPTION_INVALID", message);
  }
  if (/^pg_/i.test(schema) || schema.toLowerCase() === "information_schema") {
    throw new RowmillError("OPTION_INVALID", `Option "schema" cannot be "${schema}": PostgreSQL reserves this name for itself`);
  }
}
