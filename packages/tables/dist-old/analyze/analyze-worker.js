import { analyzeInput, receiveChunks } from "../chunk-E5QQ6UQ2.js";
import { sentError, fileInput, streamInput } from "../chunk-RLV6C42U.js";
import { checkBuffers, STOP, TOLD } from "../chunk-37T2JPWK.js";
import { serveTasks, heldBytes } from "../chunk-7PMDZCWF.js";
import "../chunk-V4OFCFNT.js";
import { __using, __callDispose } from "../chunk-UAWBPTDW.js";
import { once } from "node:events";

function rangeReaders({ cuts, ports, shared }) {
  const held = ports.map(() => void 0);
  const closed = ports.map((port) => once(port, "close").then(() => []));
  const sumOf = (part) => shared.progress.reduce((sum, value, index) => (index % 2 === part ? sum + value : sum), 0);
  return {
    cuts,
    async run(task, slot) {
      const port = ports[slot];
      if (!port) return void 0;
      const answered = once(port, "message");
      port.postMessage(task);
      Atomics.store(shared.signs, TOLD + slot, 1);
      const [message] = await Promise.race([answered, closed[slot]]);
      held[slot] = message?.heldBytes;
      return message?.result;
    },
    read: () => ({ bytes: sumOf(0), records: sumOf(1) }),
    stop: () => void Atomics.store(shared.signs, STOP, 1),
    heldBytes: () => held,
    [Symbol.dispose]() {
      for (const port of ports) port.close();
    },
  };
}

// packages/tables/src/analyze/analyze-worker.ts
serveTasks(async (task, port) => {
  var _stack = [];
  try {
    const { source, settings, ranges: given } = task;
    const send = (message) => port.postMessage(message);
    const ranges = __using(_stack, given && rangeReaders(given));
    try {
      const input = await inputFrom(source, port);
      const host = {
        onProgress: (progress) => send({ type: "progress", progress }),
        onBatch: () => checkBuffers(settings.maxMemoryMb),
      };
      const profile = await analyzeInput(input, settings, host, ranges);
      send({ type: "done", profile, heldBytes: heldBytes(), heldByRanges: ranges?.heldBytes() ?? [] });
    } catch (error) {
      send({ type: "failed", error: sentError(error) });
    }
  } catch (_) {
    var _error = _,
      _hasError = true;
  } finally {
    __callDispose(_stack, _error, _hasError);
  }
});
async function inputFrom(source, port) {
  return source.kind === "path" ? await fileInput(source.path) : streamInput(receiveChunks(port), source.sizeBytes);
}
//# sourceMappingURL=analyze-worker.js.map
//# sourceMappingURL=analyze-worker.js.map
