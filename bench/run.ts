import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Scenario } from "./harness/scenario.ts";
import { measureInChild } from "./harness/measure-in-child.ts";
import { createResults } from "./harness/results.ts";

// npm run bench -- NAME [--only SCENARIO] [--peers PEER,PEER...] [--rounds N] [--OPTION N]...
//
// Every measurement runs in a process of its own, so that heaps and compiled code do not influence each other; the peers of a
// scenario take turns, so that whatever else the machine does meets them all. JSON lines go to stdout, ratios to stderr.

const DEFAULT_ROUNDS = 5;

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.slice(0, -".ts".length));
const [name, ...args] = process.argv.slice(2);

if (name !== undefined && names.includes(name)) {
  await runBench(name);
} else {
  console.error(
    `npm run bench -- NAME [--only SCENARIO] [--peers PEER,PEER...] [--rounds N] [--OPTION N]...\nNAME is one of: ${names.join(", ")}`,
  );
  process.exitCode = name === undefined ? 0 : 2;
}

async function runBench(bench: string): Promise<void> {
  const { scenarios } = (await import(`./${bench}.ts`)) as { scenarios: Readonly<Record<string, Scenario>> };
  const { only, wanted, rounds, given } = readArgs(scenarios);
  for (const [scenario, { options: defaults, peers: allPeers, summarize }] of Object.entries(scenarios)) {
    if (only !== undefined && only !== scenario) continue;
    const peers = Object.keys(allPeers).filter((peer) => wanted === undefined || wanted.includes(peer));
    const options = Object.fromEntries(Object.entries(defaults).map(([option, value]) => [option, given[option] ?? value]));
    const results = createResults();
    for (let round = 0; round < rounds; round += 1) {
      for (const peer of peers) results.add(peer, await measureInChild(bench, scenario, peer, options));
    }
    for (const peer of peers) {
      const machine = { node: process.versions.node, cores: cpus().length };
      console.log(
        JSON.stringify({ bench, scenario, peer, ...results.medians(peer), range: results.ranges(peer), rounds, options, ...machine }),
      );
    }
    // What was not measured has no number.
    for (const line of summarize(results, options)) if (!line.includes("NaN")) console.error(`${scenario}: ${line}`);
  }
}

/** Reads the options: every scenario's own are numbers, and go to each scenario that has one of that name. */
function readArgs(scenarios: Readonly<Record<string, Scenario>>) {
  const numbers = ["rounds", ...Object.values(scenarios).flatMap(({ options }) => Object.keys(options))];
  const { values } = parseArgs({
    args,
    options: {
      ...Object.fromEntries(numbers.map((option) => [option, { type: "string" }] as const)),
      only: { type: "string" },
      peers: { type: "string" },
    },
  });
  const { only, peers, ...given } = values as Readonly<Record<string, string>>;
  if (only !== undefined && !(only in scenarios)) throw new Error(`--only takes one of: ${Object.keys(scenarios).join(", ")}`);
  const known = Object.values(scenarios).flatMap((scenario) => Object.keys(scenario.peers));
  for (const peer of peers?.split(",") ?? []) {
    if (!known.includes(peer)) throw new Error(`--peers takes names of: ${[...new Set(known)].join(", ")}`);
  }
  for (const [option, value] of Object.entries(given)) {
    if (!(Number(value) > 0)) throw new Error(`--${option} takes a number above 0, got ${value}`);
  }
  const options: Readonly<Record<string, number>> = Object.fromEntries(
    Object.entries(given).map(([option, value]) => [option, Number(value)]),
  );
  return { only, wanted: peers?.split(","), rounds: options["rounds"] ?? DEFAULT_ROUNDS, given: options };
}
