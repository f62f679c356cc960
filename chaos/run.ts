import { parseArgs } from "node:util";
import { startServer } from "../test/postgres/server.ts";
import { playScenario } from "./harness/play-scenario.ts";
import { scenarios } from "./scenarios.ts";

// npm run chaos [-- SCENARIO] [--seed N] [--jobs N]
//
// Prints one JSON line a scenario, and what was wrong to stderr. The exit code is 1 if anything was. The same seed makes the same choices
// (who dies, and when), not the same run: what the processes are at in that moment is up to the machine.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, jobs: { type: "string" } },
});
const seed = numberOf("seed") ?? Math.floor(Math.random() * 1_000_000);
const jobs = numberOf("jobs");
const names = positionals.length > 0 ? positionals : Object.keys(scenarios);

// A run that ends within a scenario says so: Node exits without a word if nothing is left that it waits for.
let underWay: string | undefined;
process.on("exit", (code) => {
  if (underWay !== undefined) console.error(`The run ended with code ${code} within the scenario ${underWay}`);
});

if (names.every((name) => name in scenarios)) {
  await playAll();
} else {
  console.error(`npm run chaos [-- SCENARIO] [--seed N] [--jobs N]\nSCENARIO is one of: ${Object.keys(scenarios).join(", ")}`);
  process.exitCode = 2;
}

async function playAll(): Promise<void> {
  const server = await startServer({ fsync: true });
  try {
    for (const name of names) {
      underWay = name;
      const scenario = scenarios[name]!;
      const size = { ...scenario.full, ...(jobs !== undefined && { jobs }) };
      const { report, complaints } = await playScenario(name, scenario, { size, seed, server });
      console.log(JSON.stringify(report));
      for (const complaint of complaints.slice(0, 20)) console.error(`${name}: ${complaint}`);
      if (!report.ok) process.exitCode = 1;
    }
    underWay = undefined;
  } finally {
    await server.remove();
  }
}

function numberOf(option: "seed" | "jobs"): number | undefined {
  const text = values[option];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${option} takes a whole number from 1, got ${text}`);
  return value;
}
