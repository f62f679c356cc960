// For applications
export type { PostgresConnection } from "./connection/connections.ts";
export { type PostgresStore, postgresStore, type PostgresStoreOptions } from "./postgres-store.ts";
export type { PostgresClient, PostgresTransaction } from "./connection/transaction.ts";

// For whoever looks after the database
export type { MigrateMode } from "./schema/migrate.ts";
export { migrationSql, type MigrationSqlOptions } from "./schema/migration-sql.ts";
