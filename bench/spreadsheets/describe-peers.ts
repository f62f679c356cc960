import type { Results } from "../harness/results.ts";

/** A line for each peer, with its distance to the first. */
export function describePeers({ median, ratio }: Results, peers: readonly string[]): string[] {
  const [first = ""] = peers;
  return peers.map((peer) =>
    [
      `${peer.padEnd(16)} ${median(peer, "seconds").toFixed(2).padStart(6)} s`,
      `${median(peer, "cpuSeconds").toFixed(2).padStart(6)} s of CPU`,
      `${median(peer, "peakRssMb").toFixed(0).padStart(5)} MB`,
      `${ratio(peer, first, "seconds").toFixed(2)} times the time of ${first}, ${ratio(peer, first, "cpuSeconds").toFixed(2)} times its CPU`,
    ].join(", "),
  );
}
