import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ProgramOptions } from "../programs/options.ts";

/** A process that was started from one of the programs. */
export interface Child {
  readonly pid: number;
  isAlive(): boolean;
  send(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT" | "SIGTERM"): void;
  /** Resolves with its exit code when it has ended; `null` if a signal did that. */
  readonly exited: Promise<number | null>;
}

/** Names of the programs. */
export type Program = "worker" | "writer" | "sqlite-app";

/** How a process is started. */
export interface ChildOptions {
  readonly program: Program;
  readonly options: ProgramOptions;
  /** How far its time of day is off. */
  readonly shiftMs: number;
  /** Where it works: what it leaves when it crashes stays there. */
  readonly folder: string;
  /** The file that it complains into. */
  readonly output: number;
}

/** Starts a program, on the Node that runs this. */
export function startChild({ program, options, shiftMs, folder, output }: ChildOptions): Child {
  const shift = shiftMs === 0 ? [] : ["--import", new URL("../programs/shift-date.ts", import.meta.url).href];
  const path = fileURLToPath(new URL(`../programs/${program}.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ["--conditions=@rowmill/source", ...shift, path, JSON.stringify(options)], {
    stdio: ["ignore", output, output, "ipc"],
    cwd: folder,
    env: { ...process.env, CHAOS_SHIFT_MS: String(shiftMs) },
  });
  if (child.pid === undefined) throw new Error(`${program} could not be started`);
  return {
    pid: child.pid,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    send: (signal) => void child.kill(signal),
    exited: once(child, "exit").then(([code]) => code as number | null),
  };
}
