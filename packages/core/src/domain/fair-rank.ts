/*
 * How the users of one priority take turns: start-time fair queueing with jobs of equal cost (Goyal, Vin and Cheng, 1996).
 *
 * A job is stamped with a rank when it is stored, and claims go by rank, then by age. The waiting jobs of one user are a full turn
 * apart. A user without waiting jobs begins just short of a full turn after the job that was served last: after every job of
 * that turn, before every job of the next one. So a new job waits for at most one job of each other user, however many those have
 * waiting, and a user who adds one job at a time overtakes no other user twice.
 */

/** The distance between two jobs of one user. Large, because a user who adds one job at a time advances by one less: a thousandth. */
export const RANKS_PER_TURN = 1_000;

/** What the rank of a new job depends on: jobs of its priority. */
export interface RankBasis {
  /** The highest rank of the user's waiting jobs; `undefined` if none waits. */
  readonly lastOfUser: number | undefined;
  /** The highest rank that was claimed in its turn, and not by the id of its job; `undefined` if none was. */
  readonly lastServed: number | undefined;
  /**
   * The lowest rank that can be claimed. For a store that knows `lastServed` only of jobs that are still at work: whatever comes before the
   * first waiting job was served. A store that records `lastServed` leaves it out.
   */
  readonly firstWaiting?: number | undefined;
}

/** Returns the rank of a user's next job; `undefined` where nothing waits or was served: the store begins above all earlier ranks. */
export function nextRank({ lastOfUser, lastServed, firstWaiting }: RankBasis): number | undefined {
  const bounds = [
    lastOfUser === undefined ? undefined : lastOfUser + RANKS_PER_TURN,
    // Also for a user with waiting jobs: one of them may have come back with an old rank, and takes no new jobs along.
    lastServed === undefined ? undefined : lastServed + RANKS_PER_TURN - 1,
    firstWaiting,
  ].filter((bound) => bound !== undefined);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}
