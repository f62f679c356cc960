import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Figures } from "./figures.ts";

/**
 * Runs a program in plain JavaScript, a module whose `args` are a list of texts, and answers the peak of its resident memory. It imports the
 * packages as users install them, built: with their sources, whose types Node strips, each program needs 50 to 70 MB more.
 */
export async function peakMemory(program: string, args: readonly string[]): Promise<Figures> {
  const source = `const args = process.argv.slice(1);\n${program}\nprocess.stdout.write(String(process.resourceUsage().maxRSS / 1024));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", source, ...args]);
  return { programPeakMb: Number(stdout) };
}
