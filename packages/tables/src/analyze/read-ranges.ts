import { once } from "node:events";
import type { RangeMessage } from "./range-worker.ts";
import type { RangeTask, RangeResult } from "../profile/ranges/profile-range.ts";
import { type GivenRanges, STOP, TOLD } from "./range-threads.ts";

/** The ranges of a file, for the thread that has the first one. */
export interface RangeReaders extends Disposable {
  readonly cuts: readonly number[];
  /** Profiles the range behind a cut; answers `undefined` where the thread could not, or has died. */
  run(task: RangeTask, slot: number): Promise<RangeResult | undefined>;
  /** What all of them have read until now. */
  read(): { readonly bytes: number; readonly records: number };
  /** Has all of them read no further: they may have begun by a guess. */
  stop(): void;
  /** What each thread held that has answered. */
  heldBytes(): readonly (number | undefined)[];
}

/** Talks to the threads of ranges. */
export function rangeReaders({ cuts, ports, shared }: GivenRanges): RangeReaders {
  const held: (number | undefined)[] = ports.map(() => undefined);
  // The port of a thread that has died closes, and it may have died before it is asked.
  const closed = ports.map((port) => once(port, "close").then(() => []));
  const sumOf = (part: number) => shared.progress.reduce((sum, value, index) => (index % 2 === part ? sum + value : sum), 0);
  return {
    cuts,
    async run(task, slot) {
      const port = ports[slot];
      if (!port) return undefined;
      const answered = once(port, "message");
      port.postMessage(task);
      Atomics.store(shared.signs, TOLD + slot, 1);
      const [message] = (await Promise.race([answered, closed[slot]])) as [RangeMessage?];
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
