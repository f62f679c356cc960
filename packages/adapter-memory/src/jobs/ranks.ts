/** How much sooner than a full turn a user is served who has nothing waiting: so little that it only breaks ties. */
const EPSILON = 1e-6;

/** How many priorities are remembered that have nobody waiting: some people use deadlines as priorities. */
const MAX_LEVELS = 1_000;

/**
 * Lets the users of one priority take turns. Each new job is stamped with a rank, and claiming goes by ranks: a user's own
 * jobs stand one full turn apart, and a user who has none waiting comes just short of a full turn after the job that was
 * served last. So within that turn every other user has one job at most, however many they have waiting.
 *
 * This is start-time fair queueing with jobs of equal cost (Goyal, Vin and Cheng, 1996).
 */
export class Turns {
  /** By priority. Kept while few, also when nobody waits: a job that comes back for another attempt has its old rank. */
  readonly #levels = new Map<number, Level>();

  /** The rank of a user's new job. */
  rank(priority: number, userId: string | null): number {
    const { served, users } = this.#level(priority);
    const next = served + 1 - EPSILON;
    const user = users.get(userId);
    // What a user has waiting may be an old job that came back: it does not take new ones along.
    return user ? Math.max(user.lastRank + 1, next) : next;
  }

  /** Says that a job waits to be claimed. */
  enter({ priority, userId, rank }: RankedJob): void {
    const { users } = this.#level(priority);
    const user = users.get(userId);
    if (!user) {
      users.set(userId, { waiting: 1, lastRank: rank });
      return;
    }
    user.waiting += 1;
    if (rank > user.lastRank) user.lastRank = rank;
  }

  /** Says that a job waits no more: because it is served in its turn, or not at all. */
  leave({ priority, userId, rank }: RankedJob, isInTurn: boolean): void {
    const level = this.#level(priority);
    const user = level.users.get(userId);
    if (user && (user.waiting -= 1) === 0) level.users.delete(userId);
    if (isInTurn && rank > level.served) level.served = rank;
  }

  #level(priority: number): Level {
    let level = this.#levels.get(priority);
    if (level) return level;
    if (this.#levels.size >= MAX_LEVELS) this.#forgetEmptyLevels();
    level = { served: 0, users: new Map() };
    this.#levels.set(priority, level);
    return level;
  }

  #forgetEmptyLevels(): void {
    for (const [priority, { users }] of this.#levels) {
      if (users.size === 0) this.#levels.delete(priority);
    }
  }
}

interface RankedJob {
  readonly priority: number;
  readonly userId: string | null;
  readonly rank: number;
}

interface Level {
  /** The highest rank that was served. */
  served: number;
  /** The users who have jobs waiting. */
  readonly users: Map<string | null, { waiting: number; lastRank: number }>;
}
