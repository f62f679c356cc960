import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { MessagePort } from "node:worker_threads";
import { createKernel, type Kernel } from "../kernel/kernel.ts";
import { UnexpectedBytes } from "../profile/unexpected-bytes.ts";
import { sentError } from "../threads/sent-error.ts";
import { heldBytes, serveTasks } from "../threads/serve-tasks.ts";
import { compileMapping } from "../transform/plan/compile-mapping.ts";
import { fileSink } from "./fast/chunks/file-sink.ts";
import { openFast } from "./fast/plan/open-fast.ts";
import { rejectText } from "./reject-text.ts";
import { createRowScripts } from "./fast/row-scripts.ts";
import { runChunks, Stopped } from "./fast/chunks/run-chunks.ts";
import { stopTurns } from "./fast/chunks/turns.ts";
import type { FromThread, RunMessage, ThreadTask } from "./thread-messages.ts";

// The entry of a thread that transforms. It opens its own descriptors; only counts are sent.

serveTasks(async (given, port) => {
  const task = given as ThreadTask;
  const send = (message: FromThread) => port.postMessage(message);
  const received = once(port, "message");
  try {
    const kernel = createKernel();
    if (task.kind === "open") {
      const file = await openFast(task.request, kernel, task.trustSamples);
      send({ type: "opened", file });
    }
    const [message] = (await Promise.race([received, once(port, "close")])) as [RunMessage?];
    if (message) run(message, kernel, port);
    send({ type: "done", heldBytes: heldBytes() });
  } catch (error) {
    send(error instanceof UnexpectedBytes ? { type: "unexpected_bytes" } : { type: "failed", error: sentError(error) });
  }
});

function run({ task, path, mapping, columns, resources, outputPath, rejectsPath }: RunMessage, kernel: Kernel, port: MessagePort): void {
  const descriptors: number[] = [];
  const open = (name: string, flags: string) => {
    const fd = openSync(name, flags);
    descriptors.push(fd);
    return fd;
  };
  try {
    const fd = open(path, "r");
    const sink = fileSink(open(outputPath, "r+"), rejectsPath === undefined ? undefined : open(rejectsPath, "r+"));
    runChunks(task, {
      kernel,
      fd,
      scripts: createRowScripts(compileMapping(mapping, columns, resources), task.plan),
      sink,
      rejectText: rejectsPath === undefined ? undefined : rejectText,
      onSettled({ chunk, state, blank, decided, repeated, stoppedBy }) {
        port.postMessage({ type: "settled", settled: { chunk, state, blank, decided, repeated, stoppedBy } } satisfies FromThread);
      },
    });
  } catch (error) {
    if (error instanceof Stopped) return;
    // Other threads must not wait for the turn of a chunk that this one had.
    stopTurns(task.shared);
    throw error;
  } finally {
    for (const fd of descriptors) closeSync(fd);
  }
}
