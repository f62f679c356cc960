import type { Figures } from "./figures.ts";

/** What all rounds of a scenario found. */
export interface Results {
  add(peer: string, figures: Figures): void;
  /** The median of one figure of a peer. */
  median(peer: string, figure: string): number;
  /** The medians of all figures of a peer. */
  medians(peer: string): Figures;
  /** The smallest and the biggest of every figure of a peer. */
  ranges(peer: string): Readonly<Record<string, readonly [number, number]>>;
  /**
   * How many times the other's figure a peer's is: the median of the rounds' ratios. The two measurements of a round are
   * neighbours in time, so a slow minute of the machine spoils neither the ratio nor the order.
   */
  ratio(peer: string, other: string, figure: string): number;
}

/** Makes an empty collection. */
export function createResults(): Results {
  const roundsByPeer = new Map<string, Figures[]>();

  return {
    add(peer, figures) {
      roundsByPeer.set(peer, [...rounds(peer), figures]);
    },
    median: (peer, figure) => median(values(peer, figure)),
    medians: (peer) => mapFigures(peer, (found) => rounded(median(found))),
    ranges: (peer) => mapFigures(peer, (found) => [rounded(Math.min(...found)), rounded(Math.max(...found))] as const),
    ratio(peer, other, figure) {
      const others = values(other, figure);
      return median(values(peer, figure).map((value, round) => value / others[round]!));
    },
  };

  function rounds(peer: string): readonly Figures[] {
    return roundsByPeer.get(peer) ?? [];
  }

  function values(peer: string, figure: string): number[] {
    return rounds(peer).map((figures) => figures[figure] ?? NaN);
  }

  function mapFigures<Value>(peer: string, map: (values: readonly number[]) => Value): Record<string, Value> {
    return Object.fromEntries(Object.keys(rounds(peer)[0] ?? {}).map((figure) => [figure, map(values(peer, figure))]));
  }
}

/** The middle value; of an even number of values the lower of the two in the middle, so that it is one that was measured. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that a share of all values do not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Four digits: the fifth is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
