import type { Scenario } from "./scenario.ts";

// Started by measure-in-child.ts: measures one peer of one scenario once, and sends what it found.
const [bench, scenario, peer, options] = process.argv.slice(2) as [string, string, string, string];
const { scenarios } = (await import(`../${bench}.ts`)) as { scenarios: Readonly<Record<string, Scenario>> };
const figures = await scenarios[scenario]!.peers[peer]!(JSON.parse(options));
process.send!({ ...figures, peakRssMb: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
