import { describe, expect, it } from "vitest";
import { caseOf, playCase } from "./harness/play-case.ts";
import { modes } from "./modes.ts";

describe.each(Object.entries(modes))("fuzzing: %s", (_, mode) => {
  // `npm run fuzz -- --files 20000` does the same with more files, and bounds of time and memory.
  it("finds nothing wrong in some files", async () => {
    for (let number = 0; number < (mode.testCases ?? 120); number += 1) {
      const { kind, complaints } = await playCase(mode, 20_260, number, false);
      expect(complaints, `--seed 20260 --from ${number} --files 1 (${kind})`).toEqual([]);
    }
  }, 900_000);

  it("makes the same file for the same seed", () => {
    expect(Buffer.from(caseOf(mode, 7, 3).bytes).equals(caseOf(mode, 7, 3).bytes)).toBe(true);
    expect(Buffer.from(caseOf(mode, 7, 3).bytes).equals(caseOf(mode, 7, 4).bytes)).toBe(false);
  });
});
