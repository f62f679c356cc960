import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

describe("the embedded kernel", () => {
  it("is what its sources come to", async () => {
    const script = join(import.meta.dirname, "../../../../scripts/build-kernel.ts");
    await expect(promisify(execFile)(process.execPath, [script, "--check"])).resolves.toBeDefined();
  });
});
