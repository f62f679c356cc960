import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { RowmillError } from "@rowmill/core";
import { type Compilable, Kysely, type RawBuilder, sql, SqliteDialect } from "kysely";
import { sqliteFailure } from "./failures.ts";
import type { Tables } from "../schema/tables.ts";

/**
 * One connection to a SQLite database. Kysely builds and compiles its statements, but `execute` of Kysely is never called: it
 * answers in a later microtask, and there the statements of several callers would mingle in one transaction of the one
 * connection. `node:sqlite` answers at once, so a transaction here is an ordinary function that nothing can come between.
 *
 * Whatever it runs throws a RowmillError `STORE_UNAVAILABLE` or `STORE_REFUSED` if the file can not be read or written.
 */
export interface Connection {
  /** Builds queries on our tables. */
  readonly builder: Kysely<Tables>;
  readonly database: DatabaseSync;
  /** Runs a query that is built for this one call. */
  all<Row>(query: Compilable<Row>): Row[];
  /**
   * Compiles a query once, and answers a function that runs it with other arguments each time.
   *
   * @example
   * ```ts
   * const find = prepare((arg: Arg<{ id: string }>) => builder.selectFrom("rowmill_jobs").selectAll().where("id", "=", arg("id")));
   * const [row] = find({ id });
   * ```
   */
  prepare<Args extends object, Row>(build: (arg: Arg<Args>) => Compilable<Row>): (args: Args) => Row[];
  /** Runs the work in a transaction: all of it is written, or, if it throws, nothing. */
  transact<Answer>(work: () => Answer): Answer;
}

const ENDED = "The callback has ended the store's transaction by itself: it must leave commit and rollback to the store, and may throw";

/** Names a value of a prepared query that each call brings. */
export interface Arg<Args extends object> {
  <Name extends keyof Args & string>(name: Name): RawBuilder<Args[Name]>;
}

/** Puts a connection upon an open database. @param path - names it in errors */
export function connect(database: DatabaseSync, path: string): Connection {
  const builder = new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(database) }) });

  return {
    builder,
    database,

    all<Row>(query: Compilable<Row>) {
      const { sql: text, parameters } = query.compile();
      return clearly(() => database.prepare(text).all(...(parameters as SQLInputValue[])) as Row[]);
    },

    prepare<Args extends object, Row>(build: (arg: Arg<Args>) => Compilable<Row>) {
      const arg: Arg<Args> = (name) => sql`${new Placeholder(name)}`;
      const { sql: text, parameters } = build(arg).compile();
      const statement = database.prepare(text);
      return (args: Args) => {
        const values = parameters.map((value) => (value instanceof Placeholder ? Reflect.get(args, value.name) : value) as SQLInputValue);
        return clearly(() => statement.all(...values) as Row[]);
      };
    },

    transact(work) {
      if (database.isTransaction) throw new RowmillError("OPTION_INVALID", "A transaction of this store can not begin within another one");
      // Immediate: to begin by reading and write later could fail half-way, when somebody else has written in between.
      clearly(() => database.exec("begin immediate"));
      try {
        const answer = work();
        if (!database.isTransaction) throw new RowmillError("OPTION_INVALID", ENDED);
        clearly(() => database.exec("commit"));
        return answer;
      } catch (error) {
        // A full disk ends the transaction by itself.
        if (database.isTransaction) database.exec("rollback");
        throw error;
      }
    },
  };

  /** Makes an error of SQLite one that says what to do. */
  function clearly<Answer>(act: () => Answer): Answer {
    try {
      return act();
    } catch (error) {
      throw sqliteFailure(path, error);
    }
  }
}

/** Stands among the parameters of a compiled query for a value that comes later. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Gives `node:sqlite` the form that Kysely's dialect for SQLite knows, which is that of better-sqlite3. */
function toKyselyDatabase(database: DatabaseSync) {
  return {
    close: () => database.close(),
    prepare(text: string) {
      const statement = database.prepare(text);
      const spread = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...spread(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...spread(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...spread(parameters)),
      };
    },
  };
}
