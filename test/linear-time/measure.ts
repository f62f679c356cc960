/** What was measured of work that took more than its share of time. */
export interface Superlinear {
  readonly length: number;
  readonly cpuMs: number;
  /** How many times as long as a quarter of that length took. */
  readonly ratio: number;
}

/**
 * Looks for a length at which work takes more than proportionally longer, up to `most`; `undefined` if there is none.
 *
 * Not by the clock, which would blame the machine: by the CPU time of this thread at a length and at a quarter of it. Four times the length
 * takes 4 times as long in linear and 16 times in quadratic time. Lengths that take less than `noiseMs` prove nothing either way, and a
 * quadratic pattern passes that long before 100,000 characters.
 */
export function findSuperlinear(work: (length: number) => () => void, most: number, noiseMs = 10): Superlinear | undefined {
  for (let length = 1000; length <= most; length *= 4) {
    const cpuMs = fastest(work(length), noiseMs);
    if (cpuMs < noiseMs) continue;
    const found = compare(work, length, cpuMs);
    if (found) return found;
  }
  return undefined;
}

/** The same for one length only, so short that even exponential time ends. */
export function isSuperlinearAt(work: (length: number) => () => void, length: number, noiseMs: number): Superlinear | undefined {
  const cpuMs = fastest(work(length), noiseMs);
  return cpuMs < noiseMs ? undefined : compare(work, length, cpuMs);
}

function compare(work: (length: number) => () => void, length: number, cpuMs: number): Superlinear | undefined {
  const ratio = cpuMs / fastest(work(length / 4), 0);
  return ratio > 8 ? { length, cpuMs, ratio } : undefined;
}

/** The CPU time of the fastest of up to five runs; the first that is below `enough` will do. */
function fastest(run: () => void, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best >= enough; round += 1) best = Math.min(best, cpuMsOf(run));
  return best;
}

export function cpuMsOf(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** As `findSuperlinear` for work that awaits, alone in its thread. It needs more than `noiseMs` before it says anything. */
export async function findSuperlinearTask(
  work: (length: number) => () => Promise<void>,
  { from, most, noiseMs }: { readonly from: number; readonly most: number; readonly noiseMs: number },
): Promise<Superlinear | undefined> {
  for (let length = from; length <= most; length *= 4) {
    const cpuMs = await fastestTask(work(length), noiseMs);
    if (cpuMs < noiseMs) continue;
    let ratio = cpuMs / (await fastestTask(work(length / 4), 0));
    // Measured again, now that all code is compiled and both lengths have the same garbage to collect: superlinear work stays so.
    for (let times = 0; times < CONFIRMATIONS && ratio > 8; times += 1) {
      ratio = Math.min(ratio, (await fastestTask(work(length), 0)) / (await fastestTask(work(length / 4), 0)));
    }
    if (ratio > 8) return { length, cpuMs, ratio };
  }
  return undefined;
}

const CONFIRMATIONS = 3;

async function fastestTask(run: () => Promise<void>, enough: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && best >= enough; round += 1) {
    const before = process.threadCpuUsage();
    await run();
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
