import { RowmillError } from "@rowmill/core";
import type { CompiledQuery, Transaction } from "kysely";
import { plainRows, plainValuesPlugin } from "./plain-values.ts";
import type { Executor } from "./statement.ts";

/**
 * A transaction of the caller's that jobs can be a part of: Kysely's, or a client of `pg` on which `begin` was sent.
 * Whoever began it ends it.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- A transaction over whatever tables the caller has.
export type PostgresTransaction = Transaction<any> | PostgresClient;

/** As much of a client of `pg` as is needed. */
export interface PostgresClient {
  query(text: string, values: unknown[]): Promise<{ readonly rows: unknown[] }>;
}

/** @throws RowmillError `OPTION_INVALID` for what is no transaction */
export function checkedTransaction(transaction: unknown): PostgresTransaction {
  const { executeQuery, query } = (transaction ?? {}) as { readonly executeQuery?: unknown; readonly query?: unknown };
  if (typeof executeQuery === "function" || typeof query === "function") return transaction as PostgresTransaction;
  const message = 'Option "transaction" must be a transaction of Kysely, or a client of pg on which begin was sent';
  throw new RowmillError("OPTION_INVALID", message, { retriable: false });
}

/** Runs our statements in the caller's transaction. */
export function executorOf(transaction: PostgresTransaction): Executor {
  // The caller's plugins (camel case, for example) are for the caller's tables.
  if ("executeQuery" in transaction) return transaction.withoutPlugins().withPlugin(plainValuesPlugin);
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery<Row>) {
      const { rows } = await transaction.query(sql, [...parameters]);
      return { rows: plainRows(rows as Row[]) };
    },
  };
}
