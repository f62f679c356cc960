import { describe, expect, it } from "vitest";
import { workerEntry } from "../../src/threads/worker-url.ts";

describe("workerEntry", () => {
  it("finds the TypeScript worker beside this module in the repository, and asks for the sources of the packages", () => {
    const { url, execArgv } = workerEntry("analyze/analyze-worker", "file:///repo/packages/tables/src/threads/worker-url.ts");
    expect(url.href).toBe("file:///repo/packages/tables/src/analyze/analyze-worker.ts");
    expect(execArgv).toEqual(["--conditions=@rowmill/source"]);
  });

  it.each(["index.js", "chunk-ABC.js"])("finds the built worker from %s, and passes on none of Node's options", (bundle) => {
    const { url, execArgv } = workerEntry("analyze/analyze-worker", `file:///app/node_modules/@rowmill/tables/dist/${bundle}`);
    expect(url.href).toBe("file:///app/node_modules/@rowmill/tables/dist/analyze/analyze-worker.js");
    expect(execArgv).toEqual([]);
  });
});
