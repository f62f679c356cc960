import type { MessagePort } from "node:worker_threads";

/** Messages that wait for their receiver. */
export interface ReceivedMessages<Message> {
  /** The next message, in order; `undefined` once the port is closed. */
  next(): Promise<Message | undefined>;
}

/** Takes the messages of a port one after the other, also those that come before they are awaited. */
export function receiveMessages<Message>(port: MessagePort): ReceivedMessages<Message> {
  const waiting: Message[] = [];
  let isClosed = false;
  let wake = () => {};
  port.on("message", (message: Message) => {
    waiting.push(message);
    wake();
  });
  port.on("close", () => {
    isClosed = true;
    wake();
  });
  return {
    async next() {
      while (waiting.length === 0 && !isClosed) await new Promise<void>((resolve) => (wake = resolve));
      return waiting.shift();
    },
  };
}
