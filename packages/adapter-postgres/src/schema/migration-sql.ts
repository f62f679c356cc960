import { checkOptions } from "@rowmill/core/errors";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import { checkSchemaName } from "./schema-name.ts";
import { versionsTable } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";

/** What `migrationSql` takes. */
export interface MigrationSqlOptions {
  /** @defaultValue "rowmill" */
  readonly schema?: string;
  /** The version of the schema that is there. @defaultValue 0, which is none */
  readonly from?: number;
}

/**
 * Returns the SQL that makes or updates the tables, for databases in which the application may not do it. One transaction.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * console.log(migrationSql({ schema: "rowmill" }));
 * ```
 */
export function migrationSql(options: MigrationSqlOptions = {}): string {
  checkOptions(options, ["schema", "from"], "migrationSql");
  const { schema = "rowmill", from = 0 } = options;
  checkSchemaName(schema);
  const steps = MIGRATIONS.slice(from).flatMap(({ version, name, statements }) => [
    ...statements(schema),
    sql`insert into ${sql.id(schema, "migrations")} (version, name) values (${sql.lit(version)}, ${sql.lit(name)})`,
  ]);
  const start = from === 0 ? [sql`create schema if not exists ${sql.id(schema)}`, versionsTable(schema)] : [];
  const statements = [sql`begin`, ...start, ...steps, sql`commit`];
  return statements.map((statement) => `${outdented(statement.compile(compiler).sql)};\n`).join("\n");
}

/** Compiles and runs nothing. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Takes away the margin that a statement has in our source. */
function outdented(text: string): string {
  const lines = text.trim().split("\n");
  const margin = Math.min(...lines.slice(1).map((line) => line.search(/\S/)), Infinity);
  return lines.map((line, index) => (index === 0 ? line : line.slice(margin))).join("\n");
}
