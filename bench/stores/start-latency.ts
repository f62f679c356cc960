import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../harness/results.ts";
import { defineScenario } from "../harness/scenario.ts";
import { DEFAULT_PEERS, measuredPeers, type PeerName } from "./peers.ts";

const PEERS: readonly PeerName[] = ["raw", "rowmill", ...DEFAULT_PEERS, "rowmill sqlite"];

const WARM_UP_SAMPLES = 100;

/** How long nothing happens between two jobs: whatever the last one still has to do is over, also what was put off. */
const PAUSE_MS = 10;

/** The most that p50 may be of what the raw way takes. */
const AIM = 1.5;

/** From the call that creates a job to the first line of its handler, when nothing else is going on. */
export const startLatency = defineScenario({
  options: { samples: 300, concurrency: 10 },
  peers: measuredPeers<{ readonly samples: number; readonly concurrency: number }>(PEERS, async (engine, options, onHandle) => {
    const takenUs: number[] = [];
    let started: () => void = () => undefined;
    onHandle(() => started());
    await engine.work();
    for (let sample = -WARM_UP_SAMPLES; sample < options.samples; sample += 1) {
      const startMs = performance.now();
      const handled = new Promise<number>((resolve) => (started = () => resolve(performance.now() - startMs)));
      await engine.enqueue(sample);
      const tookMs = await handled;
      if (sample >= 0) takenUs.push(tookMs * 1_000);
      await engine.untilRecorded(WARM_UP_SAMPLES + sample + 1);
      await sleep(PAUSE_MS);
    }
    return { p50Us: quantile(takenUs, 0.5), p99Us: quantile(takenUs, 0.99) };
  }),
  summarize: ({ median, ratio }) => [
    ...PEERS.map((peer) => `${peer} p50 ${median(peer, "p50Us").toFixed(0)} µs, p99 ${median(peer, "p99Us").toFixed(0)} µs`),
    ...PEERS.filter((peer) => !peer.startsWith("rowmill")).map((peer) => {
      const times = ratio("rowmill", peer, "p50Us");
      const verdict = peer === "raw" ? ` (aim: at most ${AIM}, ${times <= AIM ? "reached" : "MISSED"})` : "";
      return `rowmill / ${peer} = ${times.toFixed(2)} of its p50${verdict}`;
    }),
  ],
});
