import { isFinalCrashAttempt } from "../../domain/settlement.ts";
import type { Clock } from "../../ports/clock.ts";
import type { JobStore } from "../../ports/job-store.ts";
import type { Logger } from "../../ports/logger.ts";
import type { ActiveAttempts } from "./active-attempts.ts";
import type { Attempt } from "./attempt.ts";
import { inCleanContext } from "../async-context.ts";

/** Lets a job on its final crash attempt run alone, so that it fails for its own crash only, and not for that of a neighbour. */
export interface CrashIsolation {
  /**
   * Claims, if anything may begin here now. `claim` is told whether nothing else is at work; it begins its attempts through
   * `ActiveAttempts`, before it awaits anything.
   * @param types - the types that are run here, if that is known
   */
  claim(types: readonly string[], claim: (isIdle: boolean) => Promise<readonly Attempt[]>): Promise<readonly Attempt[]>;
  /** Whether a new job may begin here now, beside whatever is at work. It is not one on its final crash attempt. */
  mayBegin(): boolean;
  /** In how many milliseconds the next job can be claimed here, as things are; `undefined` if that waits for the end of an attempt. */
  nextDueInMs(types: readonly string[]): Promise<number | undefined>;
}

/** What it works with. */
export interface CrashIsolationOptions {
  readonly store: Pick<JobStore, "nextDueInMs">;
  readonly attempts: Pick<ActiveAttempts, "all" | "isEmpty">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leaseMs: number;
}

/**
 * How often a busy process looks for jobs that must be alone, how long it then claims nothing so that what it runs can end, and how
 * long it leaves them waiting after that; in leases. So a process that is never idle comes to them, and one whose handlers run for hours does
 * not stand still for hours: it gives away a tenth of its time at most, and only while such a job waits.
 */
const LOOK_AFTER_LEASES = 1 / 3;
const MAKE_ROOM_FOR_LEASES = 1;
const WAIT_LEASES = 9;

/** Makes it. */
export function createCrashIsolation({ store, attempts, clock, logger, leaseMs }: CrashIsolationOptions): CrashIsolation {
  /** A claim that may answer a job which must be alone: nothing is claimed beside it. */
  let idleClaim: Promise<unknown> | undefined;
  let lookAtMs = clock.now() + LOOK_AFTER_LEASES * leaseMs;
  let makesRoomUntilMs = 0;

  return {
    async claim(types, claim) {
      while (idleClaim) await idleClaim;
      if (isOneExclusive()) return [];
      if (attempts.isEmpty()) return await claimWhenIdle(claim);
      return (await makesRoom(types)) ? [] : await claim(false);
    },

    mayBegin: () => !idleClaim && !isOneExclusive() && !isMakingRoom(),

    async nextDueInMs(types) {
      if (isOneExclusive() || (isMakingRoom() && !attempts.isEmpty())) return undefined;
      return await store.nextDueInMs(types, attempts.isEmpty() ? undefined : "shared");
    },
  };

  function isOneExclusive(): boolean {
    return attempts.all().some(({ job }) => isFinalCrashAttempt(job));
  }

  function isMakingRoom(): boolean {
    return clock.now() < makesRoomUntilMs;
  }

  async function claimWhenIdle(claim: (isIdle: boolean) => Promise<readonly Attempt[]>): Promise<readonly Attempt[]> {
    makesRoomUntilMs = 0;
    const claiming = claim(true);
    idleClaim = claiming.catch(() => undefined).then(() => (idleClaim = undefined));
    return await claiming;
  }

  async function makesRoom(types: readonly string[]): Promise<boolean> {
    if (isMakingRoom()) return true;
    const nowMs = clock.now();
    if (types.length === 0 || nowMs < lookAtMs) return false;
    lookAtMs = nowMs + LOOK_AFTER_LEASES * leaseMs;
    // Asked for the whole process, also where the claim is a caller's own.
    if ((await inCleanContext(() => store.nextDueInMs(types, "exclusive"))) !== 0) return false;
    makesRoomUntilMs = nowMs + MAKE_ROOM_FOR_LEASES * leaseMs;
    lookAtMs = makesRoomUntilMs + WAIT_LEASES * leaseMs;
    logger.info(
      {},
      "A job waits that has crashed before and must run alone: nothing else is claimed for a while, so that this process gets free",
    );
    return true;
  }
}
