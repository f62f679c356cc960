/**
 * The same chunks, but a signal ends the waiting for the next one at once, also where the source hangs.
 * Throws the signal's reason. The source is told to finish (`return`) in every case; after an abort no caller waits for it.
 */
export async function* abortable<Chunk>(
  source: AsyncIterable<Chunk> | Iterable<Chunk>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Chunk> {
  if (!signal) {
    yield* source;
    return;
  }
  // Whoever waits now. Not a race with one promise for the whole abort: each race would leave a reaction at it, and with that the
  // chunk that it was about, so that a file of ten gigabytes would stay in memory until its end.
  let giveUp: ((reason: unknown) => void) | undefined;
  const onAbort = () => giveUp?.(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let finished = false;
  try {
    while (true) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Chunk>>((resolve, reject) => {
        giveUp = reject;
        Promise.resolve(iterator.next()).then(resolve, reject);
      });
      giveUp = undefined;
      if (next.done) {
        finished = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    if (!finished) await leave(iterator, signal.aborted);
  }
}

async function leave(iterator: AsyncIterator<unknown> | Iterator<unknown>, aborted: boolean): Promise<void> {
  const left = Promise.resolve(iterator.return?.()).catch(() => {});
  // A generator that hangs in `next` answers `return` only after it: that may be never.
  if (!aborted) await left;
}
