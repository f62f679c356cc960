/** What the threads of a file share: it puts their chunks in order. */
export interface SharedTurns {
  /** See `STOP`, `NEXT` and `TURN`. */
  readonly signs: Int32Array<SharedArrayBuffer>;
  /** The state of the output after the chunks before `TURN`: only the thread that has the turn reads and writes it. */
  readonly line: Float64Array<SharedArrayBuffer>;
}

/** Signs: 1 once all threads are to stop; the next chunk that no thread has; the chunk whose turn it is. */
const STOP = 0;
const NEXT = 1;
const TURN = 2;

/** The state of the output after some chunks. */
export interface LineState {
  /** Where the next row starts in the source, in bytes. */
  readonly inputEnd: number;
  readonly outputEnd: number;
  readonly rejectsEnd: number;
  /** Records before `inputEnd`, whatever they are: the number of the last row. */
  readonly rows: number;
  /** Rows in the output, and among the rejects. */
  readonly written: number;
  readonly rejected: number;
  /** How many cells the last row has. */
  readonly lastWidth: number;
}

const LINE_KEYS = ["inputEnd", "outputEnd", "rejectsEnd", "rows", "written", "rejected", "lastWidth"] as const;

export function createSharedTurns(start: LineState): SharedTurns {
  const signs = new Int32Array(new SharedArrayBuffer(12));
  const line = new Float64Array(new SharedArrayBuffer(LINE_KEYS.length * 8));
  line.set(LINE_KEYS.map((key) => start[key]));
  return { signs, line };
}

/** Has all threads stop. */
export function stopTurns({ signs }: SharedTurns): void {
  Atomics.store(signs, STOP, 1);
  Atomics.notify(signs, TURN);
}

export function isStopped({ signs }: SharedTurns): boolean {
  return Atomics.load(signs, STOP) === 1;
}

/** The next chunk that no other thread has. */
export function takeChunk({ signs }: SharedTurns): number {
  return Atomics.add(signs, NEXT, 1);
}

export function hasTurn({ signs }: SharedTurns, chunk: number): boolean {
  return Atomics.load(signs, TURN) === chunk;
}

/** Blocks the thread until it is a chunk's turn, or all are to stop. */
export function waitForTurn(shared: SharedTurns, chunk: number): void {
  while (!isStopped(shared)) {
    const turn = Atomics.load(shared.signs, TURN);
    if (turn === chunk) return;
    Atomics.wait(shared.signs, TURN, turn, CHECK_MS);
  }
}

/** A notice of `stopTurns` may come between the two looks. */
const CHECK_MS = 100;

/** The state that a chunk continues. Only of the chunk whose turn it is. */
export function readLine({ line }: SharedTurns): LineState {
  const [inputEnd = 0, outputEnd = 0, rejectsEnd = 0, rows = 0, written = 0, rejected = 0, lastWidth = 0] = line;
  return { inputEnd, outputEnd, rejectsEnd, rows, written, rejected, lastWidth };
}

/** Passes the turn to the next chunk. */
export function passTurn({ signs, line }: SharedTurns, chunk: number, state: LineState): void {
  line.set(LINE_KEYS.map((key) => state[key]));
  Atomics.store(signs, TURN, chunk + 1);
  Atomics.notify(signs, TURN);
}
