export { type SqliteStore, sqliteStore, type SqliteStoreOptions } from "./sqlite-store.ts";
export type { SqliteCheckpointTransaction, SqliteTransaction } from "./connection/transaction.ts";
