import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

describe("the examples", () => {
  it.each(["quickstart/quickstart.ts", "cancel-and-progress/cancel-and-progress.ts"])(
    "%s prints what its last lines say",
    async (example) => {
      const path = fileURLToPath(new URL(example, import.meta.url));
      const [, expected = ""] = readFileSync(path, "utf8").split("\n// Output:\n");
      const child = spawn(process.execPath, ["--conditions=@rowmill/source", path], { stdio: ["ignore", "pipe", "pipe"] });
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      expect(stderr).toBe("");
      expect(stdout).toBe(expected.replaceAll(/^\/\/ /gm, ""));
    },
  );

  it("README.md shows the quick start as it is, in at most 30 lines", () => {
    const [code = ""] = readFileSync(new URL("quickstart/quickstart.ts", import.meta.url), "utf8").split("\n// Output:\n");
    expect(code.split("\n").length).toBeLessThanOrEqual(30);
    expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(code.trim());
  });
});
