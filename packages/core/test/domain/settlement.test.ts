import type { JobError, RetryPolicy } from "@rowmill/core";
import { type Outcome, settle, settleLapsed, toJsonText } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const error: JobError = { code: "HANDLER_FAILED", message: "no luck", stack: null, causes: [] };
const policy: RetryPolicy = { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 60_000 };
const result = toJsonText("done", "A result", "JOB_RESULT_INVALID", 100);

const completed: Outcome = { kind: "completed", result, resultFileId: null };
const failed: Outcome = { kind: "failed", error, retriable: true };
const failedForGood: Outcome = { kind: "failed", error, retriable: false };
const handedBack: Outcome = { kind: "handed-back" };
const anyOutcome = fc.constantFrom(completed, failed, failedForGood, handedBack);

describe("settle", () => {
  it("completes a job whose handler answered", () => {
    expect(settle({ attempt: 1, maxAttempts: 3 }, { ...completed, resultFileId: "file" }, policy, 0.5)).toEqual({
      status: "completed",
      result,
      resultFileId: "file",
    });
  });

  it("tries a failed attempt again after the policy's delay", () => {
    expect(settle({ attempt: 2, maxAttempts: 3 }, failed, policy, 0.5)).toEqual({
      status: "pending",
      error,
      runInMs: 2_000,
      usesAttempt: true,
    });
  });

  it("fails a job whose last attempt failed", () => {
    expect(settle({ attempt: 3, maxAttempts: 3 }, failed, policy, 0.5)).toEqual({ status: "failed", error });
  });

  it("fails a job at once whose error cannot be retried", () => {
    expect(settle({ attempt: 1, maxAttempts: 3 }, failedForGood, policy, 0.5)).toEqual({ status: "failed", error });
  });

  it("hands a job back at once, its attempt not used up, even its last", () => {
    expect(settle({ attempt: 3, maxAttempts: 3 }, handedBack, policy, 0.5)).toEqual({
      status: "pending",
      error: null,
      runInMs: 0,
      usesAttempt: false,
    });
  });

  it("never lets more attempts begin than maxAttempts, whatever the outcomes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(anyOutcome), (maxAttempts, outcomes) => {
        let attempt = 0;
        let failures = 0;
        for (const outcome of outcomes) {
          attempt += 1;
          expect(attempt).toBeLessThanOrEqual(maxAttempts);
          if (outcome.kind === "failed") failures += 1;
          const settlement = settle({ attempt, maxAttempts }, outcome, policy, 0.5);
          if (settlement.status !== "pending") break;
          if (!settlement.usesAttempt) attempt -= 1;
        }
        expect(failures).toBeLessThanOrEqual(maxAttempts);
      }),
    );
  });

  it("uses every attempt before it gives up on errors that can be retried", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (maxAttempts) => {
        let attempt = 1;
        while (settle({ attempt, maxAttempts }, failed, policy, 0.5).status === "pending") attempt += 1;
        expect(attempt).toBe(maxAttempts);
      }),
    );
  });
});

describe("settleLapsed", () => {
  it("makes a job pending again that has not taken maxCrashes processes with it", () => {
    expect(settleLapsed({ crashes: 1, maxCrashes: 3 })).toEqual({ status: "pending", crashes: 2 });
  });

  it("fails a job with JOB_CRASHED that has", () => {
    expect(settleLapsed({ crashes: 2, maxCrashes: 3 })).toMatchObject({
      status: "failed",
      crashes: 3,
      error: { code: "JOB_CRASHED", stack: null },
    });
  });

  it("gives up after exactly maxCrashes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (maxCrashes) => {
        let crashes = 0;
        for (let lapsed = settleLapsed({ crashes, maxCrashes }); ; lapsed = settleLapsed({ crashes, maxCrashes })) {
          crashes = lapsed.crashes;
          if (lapsed.status === "failed") break;
        }
        expect(crashes).toBe(maxCrashes);
      }),
    );
  });
});
