import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A process that works with a file of jobs, started from one of the programs beside this file. */
export interface Child {
  /** What it prints, line by line, to its end. */
  readonly lines: AsyncIterable<string>;
  /** Kills it without a word, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a program on the Node that runs the tests. */
export function startChild(program: URL, ...args: string[]): Child & AsyncDisposable {
  const child: ChildProcess = spawn(process.execPath, ["--conditions=@rowmill/source", fileURLToPath(program), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  return { lines: createInterface({ input: child.stdout! }), kill, [Symbol.asyncDispose]: kill };
}
