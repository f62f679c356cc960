import type { Arg, Connection } from "../connection/connection.ts";

/**
 * Lets all leases lapse that an earlier process has left. Whoever opens the file holds its lock, so no handler of that process
 * is at work any more, and its jobs need not wait for the rest of their leases.
 */
export function endLeases({ builder, prepare, transact }: Connection, nowMs: number): void {
  const end = prepare((arg: Arg<{ nowMs: number }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ lease_until: arg("nowMs") })
      .where("lease_until", ">", arg("nowMs")),
  );
  transact(() => end({ nowMs }));
}
