import { setImmediate } from "node:timers/promises";
import type { FuzzCase, FuzzMode } from "./mode.ts";
import { seededRandom } from "./random.ts";

/** What a case came to. */
export interface CaseReport {
  readonly number: number;
  readonly kind: string;
  readonly complaints: readonly string[];
}

/** Makes the case of a number: the same for the same seed. */
export function caseOf(mode: FuzzMode, seed: number, number: number): FuzzCase {
  // Numbers next to each other must not begin alike.
  return mode.makeCase(seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)));
}

/**
 * Runs a case, and holds it to what is true of every case:
 *
 * * it throws nothing, leaves no rejection unhandled, and no exception uncaught
 * * it takes processor time and memory in proportion to its bytes
 *
 * @param isBounded - whether to hold it to time and memory: not in a process that does other things
 */
export async function playCase(mode: FuzzMode, seed: number, number: number, isBounded: boolean): Promise<CaseReport> {
  const { kind, bytes, run } = caseOf(mode, seed, number);
  const complaints: string[] = [];
  const onRejection = (reason: unknown) => complaints.push(`a rejection is not handled: ${shown(reason)}`);
  const onException = (error: unknown) => complaints.push(`an exception is not caught: ${shown(error)}`);
  process.on("unhandledRejection", onRejection).on("uncaughtException", onException);
  const cpuBefore = process.threadCpuUsage();
  const peakBefore = process.resourceUsage().maxRSS * 1024;
  try {
    complaints.push(...(await run()));
  } catch (error) {
    complaints.push(`it throws ${shown(error)}`);
  }
  // Rejections are reported when the microtasks of their turn are done.
  await setImmediate();
  await setImmediate();
  process.off("unhandledRejection", onRejection).off("uncaughtException", onException);
  if (!isBounded) return { number, kind, complaints };
  const { user, system } = process.threadCpuUsage(cpuBefore);
  const cpuMs = (user + system) / 1_000;
  if (cpuMs > MAX_MS + bytes.length * MS_PER_BYTE) complaints.push(`it takes ${Math.round(cpuMs)} ms for ${bytes.length} bytes`);
  const grown = process.resourceUsage().maxRSS * 1024 - peakBefore;
  if (grown > MAX_BYTES + bytes.length * BYTES_PER_BYTE) {
    complaints.push(`it takes ${Math.round(grown / 1_000_000)} MB more than anything before, for ${bytes.length} bytes`);
  }
  return { number, kind, complaints };
}

/** Each case is read about ten times, by code that may be compiled meanwhile. */
const MAX_MS = 3_000;
const MS_PER_BYTE = 0.05;

/** Many kernels may wait for the garbage collector, each with some megabytes. */
const MAX_BYTES = 200 * 1024 * 1024;
const BYTES_PER_BYTE = 600;

function shown(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
