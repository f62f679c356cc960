import { expect, it } from "vitest";
import { playCase } from "../harness/play-case.ts";
import { engines, transform } from "./transform.ts";

it("compares the kernel with rows of texts, and not rows with rows", async () => {
  for (let number = 0; number < 12; number += 1) await playCase(transform, 3, number, false);
  expect(engines.kernel).toBeGreaterThan(4);
});
