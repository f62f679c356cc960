import type { Figures } from "./figures.ts";
import type { Results } from "./results.ts";

/** One task that is given to several peers, and what is measured of it. */
export interface Scenario<Options extends Figures = Figures> {
  /** What can be set on the command line, with its defaults. */
  readonly options: Options;
  /** How each peer does the task, once, in a fresh process. */
  readonly peers: Readonly<Record<string, (options: Options) => Promise<Figures>>>;
  /** Says in words what the figures come to. */
  summarize(results: Results, options: Options): readonly string[];
}

/** Declares a scenario. The type of its options matters inside of it only. */
export function defineScenario<Options extends Figures>(scenario: Scenario<Options>): Scenario {
  return scenario as unknown as Scenario;
}
