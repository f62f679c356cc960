import type { RawBuilder } from "kysely";

/** One step of the schema. Steps lead forward only, and are never changed once they were published. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  statements(schema: string): readonly RawBuilder<unknown>[];
}
