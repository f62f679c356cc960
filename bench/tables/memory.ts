import { peakMemory } from "../harness/peak-memory.ts";
import { defineScenario } from "../harness/scenario.ts";
import { type FileKindName, tableFile } from "./table-file.ts";

const STREAM = `process.getBuiltinModule("node:fs").createReadStream(args[0], { highWaterMark: 1024 * 1024 })`;

/** Each reads every cell of a file and keeps none; two profile it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "node-alone": "",
  rowmill: `
    const { readRows } = await import("@rowmill/tables");
    let cells = 0;
    for await (const { rows } of readRows(args[0])) for (const row of rows) cells += row.length;`,
  "rowmill profile": `
    const { analyzeFile } = await import("@rowmill/tables");
    await analyzeFile(args[0], { threads: 1 });`,
  "rowmill profile 2 threads": `
    const { analyzeFile } = await import("@rowmill/tables");
    await analyzeFile(args[0], { threads: 2 });`,
  "csv-parse": `
    const { parse } = await import("csv-parse");
    let cells = 0;
    for await (const row of ${STREAM}.pipe(parse())) cells += row.length;`,
  papaparse: `
    const { default: Papa } = await import("papaparse");
    let cells = 0;
    await new Promise((complete, error) => Papa.parse(${STREAM}.setEncoding("utf8"), {
      chunk({ data }) { for (const row of data) cells += row.length; }, complete, error }));`,
  udsv: `
    const { inferSchema, initParser } = await import("udsv");
    let parser, cells = 0;
    for await (const chunk of ${STREAM}.setEncoding("utf8")) {
      parser ??= initParser(inferSchema(chunk, { header: () => [] }));
      parser.chunk(chunk, parser.stringArrs, (row) => { cells += row.length; });
    }`,
};

/** The peak of resident memory of programs that read a file of each kind, with the built packages. */
export function memory(kind: FileKindName) {
  return defineScenario({
    options: { megabytes: 200 },
    peers: Object.fromEntries(
      Object.entries(PROGRAMS).map(([peer, program]) => [
        peer,
        async ({ megabytes }: { megabytes: number }) => peakMemory(program, [await tableFile(kind, megabytes)]),
      ]),
    ),
    summarize: ({ median }) => Object.keys(PROGRAMS).map((peer) => `${peer.padEnd(26)} ${median(peer, "programPeakMb").toFixed(0)} MB`),
  });
}
