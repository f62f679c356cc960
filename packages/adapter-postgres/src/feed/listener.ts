import type { Logger } from "@rowmill/core";
import type { Pool, PoolClient } from "pg";
import { NoAnswerError } from "../connection/failures.ts";
import { within } from "../connection/guarded-pool.ts";

/** Listens to a channel. */
export interface Listener {
  /** Whether its connection is up. */
  isListening(): boolean;
  /** Ends it. */
  stop(): Promise<void>;
}

/** What a listener works with. */
export interface ListenerOptions {
  readonly pool: Pool;
  /** As an identifier of SQL, quoted. */
  readonly listenTo: string;
  readonly logger: Logger;
  /** How long the connection may take to answer. */
  readonly limitMs: number;
  onPayload(payload: string): void;
}

const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 5_000;

/** How often to ask whether the connection is still one. A server that vanished without a word sends nothing at all. */
const HEARTBEAT_MS = 15_000;

/**
 * Keeps one connection of the pool to listen on, and gets another one when it breaks. What is told meanwhile is lost: core looks by itself
 * from time to time. Never keeps the process alive.
 */
export function startListening({ pool, listenTo, logger, limitMs, onPayload }: ListenerOptions): Listener {
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let isStopped = false;
  let isListening = false;
  let connecting = connect();

  return {
    isListening: () => isListening,

    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await connecting;
      letGo();
    },
  };

  async function connect(): Promise<void> {
    try {
      const connected = await pool.connect();
      client = connected;
      connected.on("error", () => lost(connected));
      connected.on("end", () => lost(connected));
      connected.on("notification", ({ payload = "" }) => onPayload(payload));
      await within(connected.query(listenTo), noAnswer, limitMs);
      // A listener that waits is no reason for a process to go on. The method is not in the types.
      (connected as { unref?: () => void }).unref?.();
      failures = 0;
      isListening = true;
      after(HEARTBEAT_MS, beat);
    } catch (error) {
      logger.debug({ error }, "Could not listen to the changes of other processes; trying again");
      lost(client);
    }
  }

  async function beat(): Promise<void> {
    const beating = client;
    try {
      if (beating) await within(beating.query("select"), noAnswer, limitMs);
      if (beating === client) after(HEARTBEAT_MS, beat);
    } catch {
      lost(beating);
    }
  }

  function lost(lostClient: PoolClient | undefined): void {
    // Said more than once of the same connection.
    if (lostClient !== client) return;
    letGo();
    if (isStopped) return;
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** failures, MAX_DELAY_MS) * (0.5 + Math.random());
    failures += 1;
    after(delayMs, () => {
      connecting = connect();
    });
  }

  /** Throws the connection away: one that listens is no good to others. */
  function letGo(): void {
    const old = client;
    isListening = false;
    client = undefined;
    if (!old) return;
    old.removeAllListeners("notification");
    old.removeAllListeners("end");
    old.removeAllListeners("error");
    old.on("error", () => undefined);
    old.release(true);
  }

  function noAnswer(): Error {
    return new NoAnswerError(`PostgreSQL sent no response within ${limitMs} ms`, false);
  }

  function after(delayMs: number, act: () => unknown): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(act, delayMs).unref();
  }
}
