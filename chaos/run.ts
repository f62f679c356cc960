import { parseArgs } from "node:util";
import { startServer } from "../test/postgres/server.ts";
import { playImport } from "./files/play-import.ts";
import { playTransform } from "./files/play-transform.ts";
import { TRANSFORM_CASES, type TransformCase } from "./files/transform-cases.ts";
import { playScenario } from "./harness/play-scenario.ts";
import { scenarios } from "./scenarios.ts";

// npm run chaos [-- SCENARIO] [--seed N] [--jobs N]
// npm run chaos -- transform [--seed N] [--mb N] [--kills N] [--case NAME]...
// npm run chaos -- import [--seed N] [--mb N] [--kills N]
//
// Prints one JSON line a scenario, and what was wrong to stderr. The exit code is 1 if anything was. The same seed makes the same choices
// (who dies, and when), not the same run: what the processes are at in that moment is up to the machine.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    jobs: { type: "string" },
    mb: { type: "string" },
    kills: { type: "string" },
    case: { type: "string", multiple: true },
  },
});
const seed = numberOf("seed") ?? Math.floor(Math.random() * 1_000_000);
const jobs = numberOf("jobs");
const names = positionals.length > 0 ? positionals : Object.keys(scenarios);

// A run that ends within a scenario says so: Node exits without a word if nothing is left that it waits for.
let underWay: string | undefined;
process.on("exit", (code) => {
  if (underWay !== undefined) console.error(`The run ended with code ${code} within the scenario ${underWay}`);
});

if (names.length === 1 && names[0] === "transform") {
  print(await playTransform({ mb: numberOf("mb") ?? 64, kills: numberOf("kills") ?? 4 }, seed, transformCases()));
} else if (names.length === 1 && names[0] === "import") {
  const server = await startServer({ fsync: true });
  try {
    print(await playImport({ mb: numberOf("mb") ?? 16, kills: numberOf("kills") ?? 8 }, seed, server.url));
  } finally {
    await server.remove();
  }
} else if (names.every((name) => name in scenarios)) {
  await playAll();
} else {
  console.error(
    `npm run chaos [-- SCENARIO] [--seed N] [--jobs N]\nSCENARIO is one of: ${Object.keys(scenarios).join(", ")}, transform, import`,
  );
  process.exitCode = 2;
}

async function playAll(): Promise<void> {
  const server = await startServer({ fsync: true });
  try {
    for (const name of names) {
      underWay = name;
      const scenario = scenarios[name]!;
      const size = { ...scenario.full, ...(jobs !== undefined && { jobs }) };
      print(await playScenario(name, scenario, { size, seed, server }));
    }
    underWay = undefined;
  } finally {
    await server.remove();
  }
}

function print({ report, complaints }: { report: { scenario: string; ok: boolean }; complaints: readonly string[] }): void {
  console.log(JSON.stringify(report));
  for (const complaint of complaints.slice(0, 20)) console.error(`${report.scenario}: ${complaint}`);
  if (!report.ok) process.exitCode = 1;
}

/** The transforms to play: all, or those that `--case` names. */
function transformCases(): readonly TransformCase[] {
  if (values.case === undefined) return TRANSFORM_CASES;
  return values.case.map((wanted) => {
    const found = TRANSFORM_CASES.find(({ name }) => name === wanted);
    if (!found) throw new Error(`--case takes one of: ${TRANSFORM_CASES.map(({ name }) => name).join("; ")}`);
    return found;
  });
}

function numberOf(option: "seed" | "jobs" | "mb" | "kills"): number | undefined {
  const text = values[option];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} takes a whole number from 1, got ${text}`);
  return value;
}
