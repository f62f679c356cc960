import type { JobStatus } from "@rowmill/core";
import { isFinished, type JobAction, nextStatus } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const actions: readonly JobAction[] = ["claim", "complete", "fail", "give-back", "cancel", "retry"];
const statuses: readonly JobStatus[] = ["pending", "processing", "completed", "failed", "cancelled"];
const anyLife = fc.array(fc.constantFrom(...actions), { maxLength: 30 });

describe("nextStatus", () => {
  it.each([
    ["pending", "claim", "processing"],
    ["pending", "cancel", "cancelled"],
    ["processing", "complete", "completed"],
    ["processing", "fail", "failed"],
    ["processing", "give-back", "pending"],
    ["processing", "cancel", "cancelled"],
    ["failed", "retry", "pending"],
    ["cancelled", "retry", "pending"],
  ] as const)("leads from %s by %s to %s", (status, action, next) => {
    expect(nextStatus(status, action)).toBe(next);
  });

  it("knows no other way", () => {
    const ways = statuses.flatMap((status) =>
      actions.filter((action) => nextStatus(status, action)).map((action) => `${status} ${action}`),
    );
    expect(ways).toHaveLength(8);
  });

  it("lets nothing out of completed, and only a retry out of the other ends", () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        let status: JobStatus = "pending";
        for (const action of life) {
          const next = nextStatus(status, action);
          if (isFinished(status)) expect(next).toBe(status !== "completed" && action === "retry" ? "pending" : undefined);
          status = next ?? status;
        }
      }),
    );
  });

  it("completes or fails a job only while an attempt owns it", () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        let status: JobStatus = "pending";
        for (const action of life) {
          const next = nextStatus(status, action);
          if (next === "completed" || next === "failed") expect(status).toBe("processing");
          status = next ?? status;
        }
      }),
    );
  });
});

describe("isFinished", () => {
  it("is true of completed, failed and cancelled", () => {
    expect(statuses.filter(isFinished)).toEqual(["completed", "failed", "cancelled"]);
  });
});
