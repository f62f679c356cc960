import { type MessagePort } from "node:worker_threads";
import type { TableSource } from "../../../bytes/input-of.ts";
/** A source as a thread gets it: a path that it opens by itself, a copy of bytes, or a port over which the chunks of a stream come. */
export type SentSource =
  | {
      readonly kind: "path";
      readonly path: string;
    }
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
    }
  | {
      readonly kind: "stream";
      readonly port: MessagePort;
    };
/** Sources that are ready to be sent. */
export interface SourceSender {
  send(source: TableSource): SentSource;
  /** To be transferred with the message. */
  readonly ports: readonly MessagePort[];
}
/**
 * Makes sources ready to be sent. A stream is read when the thread asks for it.
 *
 * @param stopped - ends the reading of streams
 * @param fail - called with the error of a stream
 */
export declare function createSourceSender(stopped: AbortSignal, fail: (error: unknown) => void): SourceSender;
/** The source that was sent, in the thread. */
export declare function receivedSource(sent: SentSource): TableSource;
//# sourceMappingURL=sent-source.d.ts.map
