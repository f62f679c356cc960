/** Time, and waiting for it. The default is the machine's; tests bring one that they move by hand. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
  /**
   * Calls back once, `delayMs` from now. Answers a function that calls it off.
   * @param keepAlive - whether the wait alone keeps the process from ending
   */
  setTimer(callback: () => void, delayMs: number, keepAlive: boolean): () => void;
}
