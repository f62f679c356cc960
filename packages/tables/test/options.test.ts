import { describe, expect, it } from "vitest";
import { analyzeFile, createWorkerPool, detectFormat, readRows, writeXlsx } from "../src/index.ts";

const CSV = Buffer.from("a,b\n1,2\n");

/** Each function of the package, called with an option that does not exist. */
const CALLS: Readonly<Record<string, (options: object) => unknown>> = {
  analyzeFile: (options) => analyzeFile(CSV, options),
  detectFormat: (options) => detectFormat(CSV, options),
  readRows: (options) => readRows(CSV, options).next(),
  writeXlsx: async (options) => writeXlsx([], options),
  createWorkerPool: async (options) => createWorkerPool(options),
};

describe.each(Object.entries(CALLS))("%s", (name, call) => {
  it("refuses an option that does not exist", async () => {
    await expect(call({ colour: "red" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: expect.stringContaining(`There is no option "colour" of ${name}`),
    });
  });
});

describe("a mistyped option", () => {
  it("is answered with the name that was meant", async () => {
    await expect(analyzeFile(CSV, { delimeter: ";" } as object)).rejects.toThrow('Did you mean "delimiter"?');
  });
});
