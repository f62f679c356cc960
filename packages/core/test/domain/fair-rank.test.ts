import { nextRank, RANKS_PER_TURN } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("nextRank", () => {
  it("puts the jobs of one user a turn apart", () => {
    expect(nextRank({ lastOfUser: 7_000, lastServed: 5_000 })).toBe(7_000 + RANKS_PER_TURN);
  });

  it("puts a user without waiting jobs after those that are served now, before those of the next turn", () => {
    const rank = nextRank({ lastOfUser: undefined, lastServed: 5_000 })!;
    expect(rank).toBeGreaterThan(5_000);
    expect(rank).toBeLessThan(5_000 + RANKS_PER_TURN);
  });

  it("does not let new jobs go along with an old one that came back", () => {
    expect(nextRank({ lastOfUser: 1_000, lastServed: 90_000 })).toBe(90_999);
  });

  it("begins at the first waiting job where the store knows of no job that was served", () => {
    expect(nextRank({ lastOfUser: undefined, lastServed: undefined, firstWaiting: 5_000 })).toBe(5_000);
  });

  it("leaves the start to the store where nothing waits or was served", () => {
    expect(nextRank({ lastOfUser: undefined, lastServed: undefined })).toBeUndefined();
  });

  it.each([
    ["records what was served", true],
    ["derives it from the rows", false],
  ])("lets a new job wait for one job of each other user at most, if the store %s", (_, isRecorded) => {
    // A user adds some jobs (their number), or the next job is served (0).
    const step = fc.record({ userId: fc.constantFrom("alice", "bob", "carol", "dave"), added: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new Queue(isRecorded);
        for (const { userId, added } of steps) {
          if (added === 0) queue.serve();
          for (let count = 0; count < added; count += 1) queue.add(userId);
        }
        const waitsBehind = queue.positionOfNewcomer();
        for (const [userId, jobs] of waitsBehind) expect(jobs, userId).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** One job is at work at a time. */
class Queue {
  readonly #isRecorded: boolean;
  #waiting: { userId: string; rank: number }[] = [];
  #lastServed: number | undefined;

  constructor(isRecorded: boolean) {
    this.#isRecorded = isRecorded;
  }

  add(userId: string): void {
    const own = this.#waiting.filter((job) => job.userId === userId).map(({ rank }) => rank);
    const ranks = this.#waiting.map(({ rank }) => rank);
    const rank = nextRank({
      lastOfUser: own.length === 0 ? undefined : Math.max(...own),
      lastServed: this.#lastServed,
      ...(!this.#isRecorded && ranks.length > 0 && { firstWaiting: Math.min(...ranks) }),
    });
    this.#waiting.push({ userId, rank: rank ?? 0 });
    // Stable: those of one rank stay in the order in which they were added.
    this.#waiting.sort((a, b) => a.rank - b.rank);
  }

  serve(): void {
    const next = this.#waiting.shift();
    // Without a record only the job at work is known: none once the queue is empty.
    if (next) this.#lastServed = Math.max(next.rank, this.#lastServed ?? next.rank);
    else if (!this.#isRecorded) this.#lastServed = undefined;
  }

  /** How many jobs of each user are before the first job of a user who has none. */
  positionOfNewcomer(): Map<string, number> {
    this.add("newcomer");
    const before = this.#waiting.slice(
      0,
      this.#waiting.findIndex(({ userId }) => userId === "newcomer"),
    );
    const counts = new Map<string, number>();
    for (const { userId } of before) counts.set(userId, (counts.get(userId) ?? 0) + 1);
    return counts;
  }
}
