/**
 * Lets the users of one priority take turns: stamps each new job with a rank, so that claiming in the order of ranks serves
 * the users one after the other, and a user's own jobs in their order. This is start-time fair queueing with jobs of equal
 * cost (Goyal, Vin and Cheng, 1996).
 */
export class Turns {
  readonly #levels = new Map<number, Level>();

  /** The rank of a user's new job. */
  next(priority: number, userId: string | null): number {
    let level = this.#levels.get(priority);
    if (!level) this.#levels.set(priority, (level = { waiting: 0, served: 0, lastRanks: new Map() }));
    const lastRank = level.lastRanks.get(userId);
    // Whoever was idle joins the round that is being served; whoever was just served waits for the next.
    const rank = lastRank === undefined ? level.served : Math.max(level.served, lastRank + 1);
    level.lastRanks.set(userId, rank);
    if (level.lastRanks.size > 2 * level.waiting + 1_000) forgetIdle(level);
    return rank;
  }

  /** Says that a job of this priority waits to be claimed. */
  waits(priority: number): void {
    const level = this.#levels.get(priority);
    if (level) level.waiting += 1;
    else this.#levels.set(priority, { waiting: 1, served: 0, lastRanks: new Map() });
  }

  /** Says that a job waits no more: it was claimed in its turn, or cancelled. */
  leaves(priority: number, servedRank?: number): void {
    const level = this.#levels.get(priority);
    if (!level) return;
    level.waiting -= 1;
    if (servedRank !== undefined && servedRank > level.served) level.served = servedRank;
    // Nobody is waiting, so nobody can be overtaken: forget who was served when.
    if (level.waiting <= 0) this.#levels.delete(priority);
  }
}

interface Level {
  waiting: number;
  /** The rank that was served last. */
  served: number;
  lastRanks: Map<string | null, number>;
}

/** Forgets the users whose last turn is over: they would join the round that is being served anyway. */
function forgetIdle({ lastRanks, served }: Level): void {
  for (const [userId, rank] of lastRanks) {
    if (rank < served) lastRanks.delete(userId);
  }
}
