import { peakMemory } from "../harness/peak-memory.ts";
import { defineScenario, type Scenario } from "../harness/scenario.ts";
import { type JsonFileKind, jsonFile } from "./json-file.ts";

/** Each reads all records of a file and keeps none. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "node-alone": "",
  rowmill: `
    const { readRows } = await import("@rowmill/tables");
    let records = 0;
    for await (const { rows } of readRows(args[0])) records += rows.length;`,
  "rowmill profile": `
    const { analyzeFile } = await import("@rowmill/tables");
    await analyzeFile(args[0], { threads: 1 });`,
};

const BY_LINES = `
    const { createInterface } = await import("node:readline");
    const { createReadStream } = await import("node:fs");
    let records = 0;
    for await (const line of createInterface({ input: createReadStream(args[0], { highWaterMark: 1024 * 1024 }) })) {
      if (JSON.parse(line) !== null) records += 1;
    }`;
const AT_ONCE = `
    const { readFileSync } = await import("node:fs");
    let records = JSON.parse(readFileSync(args[0], "utf8")).length;`;

/** The peak of resident memory of programs that read a file, with the built packages. */
export function jsonMemory(kind: JsonFileKind): Scenario {
  const programs = { ...PROGRAMS, "json-parse": kind === "jsonl" ? BY_LINES : AT_ONCE };
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(programs).map(([peer, program]) => [
        peer,
        async ({ megabytes }: { megabytes: number }) => peakMemory(program, [await jsonFile(kind, megabytes)]),
      ]),
    ),
    summarize: ({ median }) => Object.keys(programs).map((peer) => `${peer.padEnd(16)} ${median(peer, "programPeakMb").toFixed(0)} MB`),
  });
}
