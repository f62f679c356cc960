// npm run demo: shows what the job types do with a made-up file, or with a file of yours. --help says how.
import { parseArgs } from "node:util";
import { analyze } from "./analyze.ts";
import { batch } from "./batch.ts";
import { map } from "./map.ts";
import { transform } from "./transform.ts";

const USAGE = `npm run demo                                    analyzes made-up orders
npm run demo -- FILE                            analyzes a file
npm run demo -- map FILE TARGET                 proposes how its columns fill the fields of TARGET,
                                                a file with these columns or a schema (.json)
npm run demo -- transform FILE --mapping MAPPING.json --to FORMAT
                                                transforms it: csv, tsv, json, jsonl, xlsx, text, parquet.
                                                --out FOLDER says where the files go
npm run demo -- batch FILE FILE ...             analyzes many files at once

--rows N and --seed N say how many orders are made up, and which.`;

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.exitCode = await main(process.argv.slice(2));

/** Returns the exit code: 2 for arguments that say nothing. */
async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args);
  if (read.problem !== undefined) {
    console.error(`${read.problem}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const [first, second, third] = positionals;
  if (first === "map") {
    const target = values.target ?? third;
    if (second !== undefined && target !== undefined) return map(second, target, interrupted.signal);
    console.error(`map takes a file and a target\n\n${USAGE}`);
    return 2;
  }
  if (first === "transform") {
    const { mapping, to, out } = values;
    if (second !== undefined && mapping !== undefined && to !== undefined) {
      return transform({ path: second, mapping, to, out }, interrupted.signal);
    }
    console.error(`transform takes a file, --mapping and --to\n\n${USAGE}`);
    return 2;
  }
  if (first === "batch") {
    if (positionals.length > 1) return batch(positionals.slice(1), interrupted.signal);
    console.error(`batch takes files\n\n${USAGE}`);
    return 2;
  }
  return analyze(first === undefined ? { rows: Number(values.rows), seed: Number(values.seed) } : { path: first }, interrupted.signal);
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rows: { type: "string", default: "200000" },
        seed: { type: "string", default: "7" },
        target: { type: "string" },
        mapping: { type: "string" },
        to: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    for (const name of ["rows", "seed"] as const) {
      if (!/^\d{1,9}$/.test(values[name]))
        return { problem: `--${name} takes a whole number, not ${JSON.stringify(values[name])}` } as const;
    }
    return { values, positionals, problem: undefined } as const;
  } catch (error) {
    return { problem: (error as Error).message } as const;
  }
}
