import { closeSync, openSync } from "node:fs";
import type { MessagePort } from "node:worker_threads";
import { createKernel, createKernelOf, type Kernel, kernelModule } from "../kernel/kernel.ts";
import { UnexpectedBytes } from "../profile/unexpected-bytes.ts";
import { receiveMessages } from "../threads/receive-messages.ts";
import { sentError } from "../threads/sent-error.ts";
import { heldBytes, serveTasks } from "../threads/serve-tasks.ts";
import { compileMapping } from "../transform/plan/compile-mapping.ts";
import { fileSink } from "./fast/chunks/file-sink.ts";
import { NotForKernel } from "./fast/plan/not-for-kernel.ts";
import { openFastSource, planFast } from "./fast/plan/open-fast.ts";
import { rejectText } from "./reject-text.ts";
import { createRowScripts } from "./fast/row-scripts.ts";
import { runChunks, Stopped } from "./fast/chunks/run-chunks.ts";
import { stopTurns } from "./fast/chunks/turns.ts";
import type { FromThread, PlanMessage, RunMessage, ThreadTask, ToThread } from "./thread-messages.ts";

// The entry of a thread that transforms. It opens its own descriptors; only counts are sent. See also rows/thread/serve-rows.ts.

serveTasks(async (given, port) => {
  const task = given as ThreadTask;
  if (task.kind === "rows") {
    // Loaded when it is needed: the kernel's threads need none of it.
    const { serveRows } = await import("./rows/thread/serve-rows.ts");
    return serveRows(task.task, port);
  }
  const send = (message: FromThread) => port.postMessage(message);
  const messages = receiveMessages<ToThread>(port);
  try {
    let kernel: Kernel | undefined;
    if (task.kind === "open") {
      kernel = createKernel();
      const opened = await openFastSource(task.request, kernel);
      const plan = (await messages.next()) as PlanMessage | undefined;
      if (!plan) return;
      send({ type: "planned", file: planFast(opened, plan.request), module: kernelModule() });
    }
    const message = (await messages.next()) as RunMessage | undefined;
    if (message) run(message, kernel ?? createKernelOf(message.module), port);
    send({ type: "done", heldBytes: heldBytes() });
  } catch (error) {
    if (error instanceof UnexpectedBytes) send({ type: "unexpected_bytes" });
    else if (error instanceof NotForKernel) send({ type: "not_for_kernel", reason: error.message });
    else send({ type: "failed", error: sentError(error) });
  }
});

function run({ task, path, request, columns, outputPath, rejectsPath }: RunMessage, kernel: Kernel, port: MessagePort): void {
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
      scripts: createRowScripts(compileMapping(request.mapping, columns, request.resources), task.plan),
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
