export { type SqliteStore, sqliteStore, type SqliteStoreOptions } from "./sqlite-store.ts";
export type { SqliteTransaction } from "./connection/transaction.ts";
