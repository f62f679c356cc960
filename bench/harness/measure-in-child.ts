import { fork } from "node:child_process";
import { once } from "node:events";
import type { Figures } from "./figures.ts";

/** Measures once in a fresh process, with the same Node and the same flags as this one. What it prints goes to stderr. */
export async function measureInChild(bench: string, scenario: string, peer: string, options: Figures): Promise<Figures> {
  const child = fork(new URL("child.ts", import.meta.url), [bench, scenario, peer, JSON.stringify(options)], {
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
  let figures: Figures | undefined;
  child.once("message", (message) => (figures = message as Figures));
  const [exitCode] = (await once(child, "close")) as [number | null];
  if (exitCode !== 0 || !figures) throw new Error(`Measuring ${bench}, ${scenario}, ${peer} ended with exit code ${exitCode}`);
  return figures;
}
