import { type MatchColumn, rankCandidates } from "@rowmill/mapping";
import { defineScenario } from "../harness/scenario.ts";
import type { Figures } from "../harness/figures.ts";

const WORDS =
  "customer order invoice payment delivery product account address contact project employee billing shipping tax bank branch region status type name number date amount price code id note email phone city country street created updated total".split(
    " ",
  );

/** How long ranking the candidates of wide tables takes, in CPU seconds, values and all. */
export const speed = defineScenario({
  options: {},
  peers: {
    "300x300": async () => measure(300, 300),
    "57x736": async () => measure(57, 736),
  },
  summarize: (results) =>
    ["300x300", "57x736"].map((size) => `${size}: ${results.median(size, "cpuSeconds").toFixed(2)} CPU seconds, first call of a process`),
});

function measure(sources: number, targets: number): Figures {
  const source = { columns: columns(sources, 1) };
  const target = { columns: columns(targets, 2) };
  const before = process.cpuUsage();
  rankCandidates(source, target);
  const { user, system } = process.cpuUsage(before);
  return { cpuSeconds: (user + system) / 1e6 };
}

/** Columns of two to four words with 100 values each, the same for the same seed. */
function columns(count: number, seed: number): MatchColumn[] {
  let state = seed;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 2 + next(3) }, () => WORDS[next(WORDS.length)]);
    const form = next(3);
    const value = (row: number) =>
      form === 0 ? `${next(9_000)}.${row}` : form === 1 ? `2024-0${1 + (row % 9)}-11` : `${WORDS[row % WORDS.length]} ${next(500)}`;
    return { name: words.join("_"), values: Array.from({ length: 100 }, (_, row) => ({ value: value(row), count: 1 })) };
  });
}
