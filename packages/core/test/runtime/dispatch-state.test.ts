import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DispatchEvent, initialDispatchState, nextDispatchState, overtakesNone } from "../../src/runtime/dispatch/dispatch-state.ts";

const COMMANDS = [
  "create",
  "create exclusive",
  "create elsewhere",
  "begin look",
  "claim",
  "end look",
  "fail look",
  "stop handler",
  "record end",
  "timer",
] as const;

/** Mostly whole looks and ends that follow each other, so that all slots and all unrecorded ends are reached. */
const commands = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...COMMANDS).map((command) => [command]) },
      { weight: 1, arbitrary: fc.constant(["begin look", "claim"] as const) },
      { weight: 1, arbitrary: fc.constant(["begin look", "claim", "stop handler", "end look"] as const) },
      { weight: 3, arbitrary: fc.constant(["begin look", "claim", "end look"] as const) },
      { weight: 2, arbitrary: fc.constant(["create", "begin look", "claim", "end look", "stop handler"] as const) },
      {
        weight: 4,
        arbitrary: fc.constantFrom("create" as const, "stop handler" as const, "record end" as const).map((command) => [command]),
      },
    ),
    { maxLength: 60 },
  )
  .map((lists) => lists.flat());

/**
 * A dispatcher on a store, in steps that can interleave in every way: looks that begin, claim and end; handlers that stop, and whose ends are
 * recorded later; jobs that come with a notice, or without one from another process.
 */
class World {
  readonly concurrency: number;
  state = initialDispatchState;
  /** Jobs that wait, those of them that nothing was noticed of, and whether one of them must run alone. */
  shared = 0;
  unnoticed = 0;
  exclusive = false;
  running = 0;
  unrecorded = 0;
  runsExclusive = false;
  look: "none" | "due" | "begun" | { readonly ended: DispatchEvent } = "none";
  hasTimer = false;
  hasFailed = false;
  /** What must never be. */
  readonly problems: string[] = [];

  constructor(concurrency: number) {
    this.concurrency = concurrency;
    this.happened({ kind: "noticed" });
  }

  happened(event: DispatchEvent): void {
    const [next, effect] = nextDispatchState(this.state, event);
    this.state = next;
    if (effect === "look") {
      if (this.look !== "none") this.problems.push("two looks at a time");
      this.look = "due";
      this.hasTimer = false;
    } else if (effect !== undefined) {
      this.hasTimer = true;
    }
  }

  do(command: (typeof COMMANDS)[number]): void {
    switch (command) {
      case "create":
        this.shared += 1;
        return this.happened({ kind: "noticed" });
      case "create exclusive":
        this.exclusive = true;
        return this.happened({ kind: "noticed" });
      case "create elsewhere":
        this.shared += 1;
        this.unnoticed += 1;
        return;
      case "begin look":
        if (this.look !== "due") return;
        this.look = "begun";
        return this.happened({ kind: "look-began" });
      case "claim":
        if (this.look === "begun") this.look = { ended: this.#claim() };
        return;
      case "end look": {
        if (typeof this.look === "string") return;
        const { ended } = this.look;
        this.look = "none";
        return this.happened(ended);
      }
      case "fail look":
        if (this.look !== "begun") return;
        this.look = "none";
        this.hasFailed = true;
        return this.happened({ kind: "look-failed" });
      case "stop handler":
        if (this.running === 0) return;
        this.running -= 1;
        return this.happened({ kind: "slot-freed" });
      case "record end":
        if (this.unrecorded === this.running) return;
        this.unrecorded -= 1;
        if (this.unrecorded === 0) this.runsExclusive = false;
        return this.happened({ kind: "recorded", unrecorded: this.unrecorded, concurrency: this.concurrency });
      case "timer":
        if (!this.hasTimer) return;
        this.hasTimer = false;
        return this.happened({ kind: "noticed" });
    }
  }

  get free(): number {
    return Math.min(this.concurrency - this.running, 2 * this.concurrency - this.unrecorded);
  }

  #claim(): DispatchEvent {
    const { free } = this;
    this.hasFailed = false;
    if (free <= 0) return { kind: "look-ended", found: "full" };
    const wasBusy = this.unrecorded > 0;
    let claimed = 0;
    if (this.exclusive && !wasBusy) {
      claimed = 1;
      this.exclusive = false;
      this.runsExclusive = true;
    } else if (!this.runsExclusive) {
      claimed = Math.min(free, this.shared);
      this.shared -= claimed;
      this.unnoticed = Math.min(this.unnoticed, this.shared);
    }
    this.running += claimed;
    this.unrecorded += claimed;
    if (claimed >= free) return { kind: "look-ended", found: "full" };
    // Beside a job that runs alone nothing is due.
    const areLeft = this.shared > 0 && !this.runsExclusive;
    return { kind: "look-ended", found: areLeft ? "left" : "all", awaitsIdle: wasBusy || claimed > 0 };
  }

  /** Adds to `problems` what must not be. */
  check(): void {
    const { concurrency, state, shared, unnoticed, exclusive, free, unrecorded, look, hasTimer, hasFailed, runsExclusive } = this;
    const isResting = state.phase === "resting";
    const noticed = runsExclusive ? 0 : shared - unnoticed;
    const rules: readonly [holds: boolean, problem: string][] = [
      [isResting === (look === "none"), "the phase is not that of the look"],
      [!isResting || hasFailed || noticed === 0 || free <= 0 || unrecorded > concurrency, "a noticed job waits beside a free slot"],
      [!isResting || hasFailed || !exclusive || unrecorded > 0, "a job that must run alone waits although nothing runs"],
      [!overtakesNone(state) || noticed === 0, "a new job overtakes a noticed one"],
      [!isResting || free <= 0 || hasTimer, "no timer makes up for a lost notice"],
    ];
    this.problems.push(...rules.filter(([holds]) => !holds).map(([, problem]) => problem));
  }
}

describe("the state of a dispatcher", () => {
  it("loses no notice, overtakes no job and looks once at a time, however its events interleave", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), commands, (concurrency, steps) => {
        const world = new World(concurrency);
        for (const command of steps) {
          world.do(command);
          world.check();
        }
        expect(world.problems).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
  });

  it("runs every job in the end, without a timer unless a look failed or no notice came", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), commands, (concurrency, steps) => {
        const world = new World(concurrency);
        for (const command of steps) world.do(command);
        const needsTimer = world.hasFailed || world.unnoticed > 0;
        // More rounds than there can be jobs.
        for (let round = 0; round < steps.length + 5; round += 1) {
          for (const command of ["begin look", "claim", "end look", "stop handler", "record end"] as const) world.do(command);
          if (needsTimer && world.look === "none") world.do("timer");
        }
        expect(world).toMatchObject({ shared: 0, exclusive: false, unrecorded: 0 });
      }),
      { numRuns: 4_000 },
    );
  });

  it("looks soon for a free slot where nothing is known to wait, and now where a look left some", () => {
    const looking = nextDispatchState(nextDispatchState(initialDispatchState, { kind: "noticed" })[0], { kind: "look-began" })[0];
    const effectAfter = (found: "left" | "all") => {
      const [rested, effect] = nextDispatchState(looking, { kind: "look-ended", found, awaitsIdle: false });
      return [effect, nextDispatchState(rested, { kind: "slot-freed" })[1]];
    };
    expect(effectAfter("all")).toEqual(["rest", "look-soon"]);
    expect(effectAfter("left")).toEqual(["rest", "look"]);
  });

  it("does nothing once it was stopped", () => {
    const [stopped] = nextDispatchState(initialDispatchState, { kind: "stopped" });
    const events: DispatchEvent[] = [
      { kind: "noticed" },
      { kind: "slot-freed" },
      { kind: "look-failed" },
      { kind: "look-ended", found: "full" },
    ];
    for (const event of events) expect(nextDispatchState(stopped, event)).toEqual([stopped, undefined]);
  });
});
