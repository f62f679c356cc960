/** What the threads of a file share: it puts their chunks in order. */
export interface SharedTurns {
  /** See `STOP`, `NEXT` and `TURN`. */
  readonly signs: Int32Array<SharedArrayBuffer>;
  /** The state of the output after the chunks before `TURN`: only the thread that has the turn reads and writes it. */
  readonly line: Float64Array<SharedArrayBuffer>;
}
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
export declare function createSharedTurns(start: LineState): SharedTurns;
/** Has all threads stop. */
export declare function stopTurns({ signs }: SharedTurns): void;
export declare function isStopped({ signs }: SharedTurns): boolean;
/** The next chunk that no other thread has. */
export declare function takeChunk({ signs }: SharedTurns): number;
export declare function hasTurn({ signs }: SharedTurns, chunk: number): boolean;
/** Blocks the thread until it is a chunk's turn, or all are to stop. */
export declare function waitForTurn(shared: SharedTurns, chunk: number): void;
/** The state that a chunk continues. Only of the chunk whose turn it is. */
export declare function readLine({ line }: SharedTurns): LineState;
/** Passes the turn to the next chunk. */
export declare function passTurn({ signs, line }: SharedTurns, chunk: number, state: LineState): void;
//# sourceMappingURL=turns.d.ts.map
