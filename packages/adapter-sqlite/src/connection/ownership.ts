import { randomUUID } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import type { Arg, Connection } from "./connection.ts";

/** Which store the jobs of a file belong to: the one that opened it last. */
export interface Ownership {
  /**
   * Checks, within a transaction that is about to write, that no other store has opened the file since.
   * @throws RowmillError `STORE_LOCKED`
   */
  check(): void;
}

/**
 * Makes this store the owner of the file.
 *
 * The locks of a file can be lost while its store lives on (`file-lock.ts`), and then a second process opens it and runs the same jobs. The
 * owner's token stands in the file itself, so no lock is needed to notice that: SQLite lets one connection write at a time, and each write
 * looks at the token first. One row that is in memory anyway: about 2 µs a transaction.
 */
export function takeOwnership({ builder, prepare, transact }: Connection, path: string): Ownership {
  const token = randomUUID();
  const read = prepare(() => builder.selectFrom("rowmill_owner").select("token"));
  const clear = prepare(() => builder.deleteFrom("rowmill_owner"));
  const insert = prepare((arg: Arg<{ token: string }>) => builder.insertInto("rowmill_owner").values({ token: arg("token") }));
  transact(() => {
    clear({});
    insert({ token });
  });
  return {
    check() {
      if (read({})[0]?.token === token) return;
      const message = `Another store has opened the jobs in ${path} and works with them now, so this one writes nothing more. It could open the file because this process lost its lock, which happens when a process reads or copies the files of its own database: use SQLite's backup or "vacuum into" instead`;
      throw new RowmillError("STORE_LOCKED", message, { details: { path }, retriable: false });
    },
  };
}
