import { fork } from "node:child_process";
import { join } from "node:path";
import type { CaseReport } from "./play-case.ts";
import type { Slice, SliceMessage } from "./play-slice.ts";

/**
 * Plays cases in processes of their own, one after the other: a case that ends its process, or never ends, is a report like others, and the
 * next process goes on behind it.
 */
export async function playCases(all: Slice, report: (found: CaseReport) => void): Promise<void> {
  for (let from = all.from; from < all.to;) {
    const to = Math.min(all.to, from + SLICE_CASES);
    const { next, died } = await playInProcess({ ...all, from, to }, report);
    if (died !== undefined) report({ number: next - 1, kind: "?", complaints: [died] });
    from = next;
  }
}

/** A new process now and then: memory that one case leaves behind shows in the bound of a later one. */
const SLICE_CASES = 2_000;

/** So long may a case take on a machine that does other things. */
const PATIENCE_MS = 300_000;

interface SliceEnd {
  /** The number of the next case. */
  readonly next: number;
  /** What the process died of, if it did. */
  readonly died: string | undefined;
}

function playInProcess(slice: Slice, report: (found: CaseReport) => void): Promise<SliceEnd> {
  const child = fork(join(import.meta.dirname, "slice-program.ts"), {
    execArgv: ["--conditions=@rowmill/source", "--max-old-space-size=1024"],
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  return new Promise((resolve) => {
    let next = slice.from;
    let isTooLong = false;
    const patience = () =>
      setTimeout(() => {
        isTooLong = true;
        child.kill("SIGKILL");
      }, PATIENCE_MS);
    let timer = patience();
    child.on("message", (message: SliceMessage) => {
      clearTimeout(timer);
      timer = patience();
      if ("begins" in message) next = message.begins + 1;
      else report(message.report);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      const how = isTooLong ? `it does not end within ${PATIENCE_MS / 1_000} s` : `it ends the process (${code ?? signal})`;
      resolve({ next: code === 0 ? slice.to : next, died: code === 0 ? undefined : how });
    });
    child.send(slice);
  });
}
