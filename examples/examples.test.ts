import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

/** Runs an example as a user would, and answers what it printed. */
async function run(example: string, args: readonly string[] = [], onOutput?: (child: ChildProcess, soFar: string) => void) {
  const path = fileURLToPath(new URL(example, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@rowmill/source", path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let soFar = "";
  child.stdout.on("data", (chunk: Buffer) => onOutput?.(child, (soFar += String(chunk))));
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { stdout, stderr, exitCode: exitCode as number | null };
}

/** What the last lines of an example say that it prints. */
function expectedOutput(example: string): string {
  const [, expected = ""] = readFileSync(new URL(example, import.meta.url), "utf8").split("\n// Output:\n");
  return expected.replaceAll(/^\/\/ /gm, "");
}

describe("the examples", () => {
  it.each(["quickstart/quickstart.ts", "cancel-and-progress/cancel-and-progress.ts", "mapping-with-a-model/mapping-with-a-model.ts"])(
    "%s prints what its last lines say",
    async (example) => {
      expect(await run(example)).toEqual({ stdout: expectedOutput(example), stderr: "", exitCode: 0 });
    },
  );

  it("README.md shows the quick start as it is, in at most 30 lines", () => {
    const [code = ""] = readFileSync(new URL("quickstart/quickstart.ts", import.meta.url), "utf8").split("\n// Output:\n");
    expect(code.split("\n").length).toBeLessThanOrEqual(30);
    expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(code.trim());
  });
});

const data = (name: string) => fileURLToPath(new URL(`data/${name}`, import.meta.url));

describe("the demo", () => {
  it("stores, analyzes and shows a file of orders", async () => {
    const { stdout, stderr, exitCode } = await run("demo/demo.ts", ["--rows", "3000"]);
    // How fast it is and how often it reports depends on the machine.
    const steady = stdout.replaceAll(/^ +\d+ %.*\n/gm, "");
    await expect(steady).toMatchFileSnapshot("demo/demo.expected.txt");
    expect(stdout).toMatch(/^ +100 % {2}done +3,000 rows .* rows\/s .* MB\/s$/m);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  });

  it("takes a file of the user's", async () => {
    const { stdout } = await run("demo/demo.ts", [fileURLToPath(new URL("demo/people.csv", import.meta.url))]);
    expect(stdout).toContain("3 rows, 3 columns");
    expect(stdout).toMatch(/3 +born +date +33\.3 % +2 +1815-12-10 … 1912-06-23/);
  });

  it("proposes how columns map to a target, a schema or a file with its columns", async () => {
    const bySchema = await run("demo/demo.ts", ["map", data("orders.csv"), "--target", data("target.schema.json")]);
    expect({ ...bySchema, stdout: "" }).toEqual({ stdout: "", stderr: "", exitCode: 0 });
    expect(bySchema.stdout).toContain("8 of 8 fields are filled");
    expect(bySchema.stdout).toMatch(/ordered_on +Bestelldatum +9\d % +date /);
    expect(bySchema.stdout).toMatch(/customer_name +Vorname, Nachname +\d\d % +join /);
    expect(bySchema.stdout).toMatch(/Deutschland → DE \(97 %\), \d+ rows/);
    const byFile = await run("demo/demo.ts", ["map", data("orders.csv"), data("target.csv")]);
    expect(byFile.stdout).toContain("7 of 7 fields are filled");
  });

  it("transforms a file, and says where each row went", async () => {
    const out = await mkdtemp(join(tmpdir(), "rowmill-demo-test-"));
    onTestFinished(() => rm(out, { recursive: true, force: true }));
    const args = ["transform", data("orders.csv"), "--mapping", data("orders.mapping.json"), "--to", "xlsx", "--out", out];
    const { stdout, stderr, exitCode } = await run("demo/demo.ts", args);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toContain("120 = 120: each row is accounted for");
    expect(stdout).toMatch(/24 +Betrag +1294\.97 +1294\.97 is not at most 1250/);
    expect((await readdir(out)).toSorted()).toEqual(["orders.rejects.csv", "orders.report.json", "orders.xlsx"]);
  });

  it("analyzes many files in one batch, and says which failed", async () => {
    const good = await run("demo/demo.ts", ["batch", data("orders.csv"), data("customers.csv"), data("target.csv")]);
    expect(good.exitCode).toBe(0);
    expect(good.stdout).toMatch(/completed +customers\.csv/);
    expect(good.stdout).toMatch(/^ {2}customers\.csv +6 +5$/m);
    expect(good.stdout).toContain("3 files: 3 analyzed, 0 failed.");

    const mixed = await run("demo/demo.ts", [
      "batch",
      data("customers.csv"),
      fileURLToPath(import.meta.resolve("typescript/package.json")),
      process.execPath,
    ]);
    expect(mixed.exitCode).toBe(1);
    expect(mixed.stdout).toMatch(/failed +node/);
    expect(mixed.stdout).toContain("3 files: 2 analyzed, 1 failed.");
  });

  it.each([[["map"]], [["transform", "x.csv"]], [["--rows", "many"]], [["--colour"]]])("explains itself to %s", async (args) => {
    const { stderr, exitCode } = await run("demo/demo.ts", args);
    expect({ exitCode, usage: stderr.includes("npm run demo") }).toEqual({ exitCode: 2, usage: true });
  });

  it("says what is wrong with a file that is not there", async () => {
    const { stderr, exitCode } = await run("demo/demo.ts", ["no-such-file.csv"]);
    expect(stderr).toContain("no-such-file.csv");
    expect(exitCode).toBe(1);
  });

  it("cancels the job on Ctrl-C, and says so", async () => {
    const interruptOnceStored = (child: ChildProcess, soFar: string) => {
      // A second interrupt would end the process, as it does everywhere.
      if (soFar.includes("Stored") && !child.killed) child.kill("SIGINT");
    };
    const { stdout, stderr, exitCode } = await run("demo/demo.ts", [], interruptOnceStored);
    expect(stdout).toContain("Cancelled. The job is recorded as such");
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 130 });
  });
});
