import type { PostgresServer } from "../../test/postgres/server.ts";
import type { Arena } from "./arena.ts";
import type { PostgresDatabase } from "./postgres-database.ts";

/** How big a run is. */
export interface Size {
  readonly jobs: number;
  /** How often something goes wrong. */
  readonly faults: number;
}

/** Something that goes wrong, again and again, while jobs run. */
export interface Scenario {
  /** The size of `npm run chaos`, and of the version that runs with the tests. */
  readonly full: Size;
  readonly small: Size;
}

/** One that plays on PostgreSQL. */
export interface PostgresScenario extends Scenario {
  readonly on: "postgres";
  play(arena: Arena<PostgresDatabase>, size: Size, server: PostgresServer): Promise<void>;
}

/** One that plays on a SQLite file. */
export interface SqliteScenario extends Scenario {
  readonly on: "sqlite";
  play(arena: Arena, size: Size): Promise<void>;
}
