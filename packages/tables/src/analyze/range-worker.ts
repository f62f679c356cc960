import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { guessRange, isSameRange } from "./guess-range.ts";
import { profileRange, type RangeResult, type RangeTask } from "../profile/ranges/profile-range.ts";
import { type RangeStart, STOP, TOLD } from "./range-threads.ts";
import { checkSharedBuffers } from "./memory-limit.ts";
import { receiveMessages } from "../threads/receive-messages.ts";
import { heldBytes, serveTasks } from "../threads/serve-tasks.ts";

/** What the worker of a range answers to each task: no result if the range could not be read by itself. */
export interface RangeMessage {
  readonly result: RangeResult | undefined;
  readonly heldBytes: number;
}

// The entry of the worker thread of one range. It owns its file descriptor; only what it counted is sent. It begins by a guess, and looks
// after each block whether its real task has come: if that is another one, it starts again.

serveTasks(async (given, port) => {
  const start = given as RangeStart;
  const tasks = receiveMessages<RangeTask>(port);
  const early = beginEarly(start, port);
  for (let task = early.task ?? (await tasks.next()); task !== undefined; task = await tasks.next()) {
    const isKnown = early.guess !== undefined && early.isDone && isSameRange(early.guess, task);
    const result = isKnown ? early.result : read(start, task, () => {});
    early.isDone = false;
    port.postMessage({ result, heldBytes: heldBytes() } satisfies RangeMessage, buffersOf(result));
  }
});

interface EarlyRead {
  readonly guess: RangeTask | undefined;
  /** The real task, if it came meanwhile. */
  task: RangeTask | undefined;
  /** Whether the guessed range was read to its end. */
  isDone: boolean;
  result: RangeResult | undefined;
}

function beginEarly(start: RangeStart, port: MessagePort): EarlyRead {
  const early: EarlyRead = { guess: guess(start), task: undefined, isDone: false, result: undefined };
  if (early.guess === undefined) return early;
  const guessed = early.guess;
  let isWrong = false;
  early.result = read(start, guessed, () => {
    if (early.task !== undefined || Atomics.load(start.shared.signs, TOLD + start.slot) === 0) return;
    early.task = receiveMessageOnPort(port)?.message as RangeTask | undefined;
    isWrong = early.task !== undefined && !isSameRange(early.task, guessed);
    if (isWrong) throw new Error("The file is another one than was guessed");
  });
  early.isDone = !isWrong;
  return early;
}

function guess(start: RangeStart): RangeTask | undefined {
  try {
    return guessRange(start.guess);
  } catch {
    return undefined;
  }
}

function read({ shared, slot, guess: { settings } }: RangeStart, task: RangeTask, onBlock: () => void): RangeResult | undefined {
  try {
    return profileRange(task, (bytes, records) => {
      shared.progress[slot * 2] = bytes;
      shared.progress[slot * 2 + 1] = records;
      if (Atomics.load(shared.signs, STOP) === 1) throw new Error("Nobody waits for this range any more");
      checkSharedBuffers(settings.maxMemoryMb, shared.buffers, slot);
      onBlock();
    });
  } catch {
    // Whoever reads the range again meets the same, and can tell whose row it is.
    return undefined;
  }
}

/** Of what was counted, the long lists of numbers: they are handed over, not copied. */
function buffersOf(result: RangeResult | undefined): ArrayBuffer[] {
  return (result?.columns ?? []).flatMap(({ values, registers, numbers }) =>
    [values.records, values.texts, registers, numbers.numbers, numbers.hashes, numbers.kinds].flatMap((list) =>
      list === undefined ? [] : [list.buffer as ArrayBuffer],
    ),
  );
}
