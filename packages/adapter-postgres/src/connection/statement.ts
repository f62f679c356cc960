import { type CompiledQuery, type Kysely, type QueryResult, type RawBuilder, sql } from "kysely";

/** Whoever can run a compiled query: a Kysely, a transaction of it, or what wraps a client of the caller's. */
export interface Executor {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<Pick<QueryResult<Row>, "rows">>;
}

/** A statement that was compiled once, and is run with other parameters each time. */
export type Statement<Parameters extends readonly unknown[], Row> = (executor: Executor, ...parameters: Parameters) => Promise<Row[]>;

/**
 * Compiles a statement. `build` gets a placeholder for each parameter and uses it once, in their order.
 *
 * Building and compiling a statement of forty lines costs more than what PostgreSQL needs to run it.
 */
export function statement<Row, Parameters extends readonly unknown[]>(
  db: Kysely<unknown>,
  build: (...placeholders: { readonly [Index in keyof Parameters]: RawBuilder<unknown> }) => RawBuilder<Row>,
): Statement<Parameters, Row> {
  const placeholders = Array.from({ length: build.length }, () => sql`${null}`);
  const compiled = build(...(placeholders as never)).compile(db);
  return async (executor, ...parameters) => (await executor.executeQuery<Row>({ ...compiled, parameters })).rows;
}

/**
 * Items of a call, as one parameter: JSON text that the statement takes apart with `json_to_recordset`. Every driver can send
 * it, a thousand items are one parameter, and the plan does not depend on their number. Each item gets its place as `n`.
 *
 * PostgreSQL takes them for a hundred, and may then think it best to read a young table from end to end; and because it keeps plans,
 * still think so when the table has a million rows. So no statement joins its items with a table just so: rows are found by
 * `id = any (array(...))`, or in a lateral subquery with a limit, which is looked up for each item in an index.
 */
export function asRecords(items: readonly object[]): string {
  return JSON.stringify(items.map((item, n) => ({ n, ...item })));
}
