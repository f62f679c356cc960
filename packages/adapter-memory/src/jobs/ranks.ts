import { nextRank } from "@rowmill/core/adapter";

/** How many priorities are remembered that have nobody waiting: some people use deadlines as priorities. */
const MAX_LEVELS = 1_000;

/** Ranks new jobs by `nextRank` of core: counts the waiting jobs of each user, and records how far each priority was served. */
export class Turns {
  /** By priority. Kept while few, also when nobody waits: a job that comes back for another attempt has its old rank. */
  readonly #levels = new Map<number, Level>();

  /** The rank of a user's new job. */
  rank(priority: number, userId: string | null): number {
    const { lastServed, users } = this.#level(priority);
    return nextRank({ lastOfUser: users.get(userId)?.lastRank, lastServed })!;
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
    if (isInTurn && rank > level.lastServed) level.lastServed = rank;
  }

  #level(priority: number): Level {
    let level = this.#levels.get(priority);
    if (level) return level;
    if (this.#levels.size >= MAX_LEVELS) this.#forgetEmptyLevels();
    level = { lastServed: 0, users: new Map() };
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
  lastServed: number;
  /** The users who have jobs waiting. */
  readonly users: Map<string | null, { waiting: number; lastRank: number }>;
}
