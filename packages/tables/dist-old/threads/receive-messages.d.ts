import type { MessagePort } from "node:worker_threads";
/** Messages that wait for their receiver. */
export interface ReceivedMessages<Message> {
  /** The next message, in order; `undefined` once the port is closed. */
  next(): Promise<Message | undefined>;
}
/** Takes the messages of a port one after the other, also those that come before they are awaited. */
export declare function receiveMessages<Message>(port: MessagePort): ReceivedMessages<Message>;
//# sourceMappingURL=receive-messages.d.ts.map
