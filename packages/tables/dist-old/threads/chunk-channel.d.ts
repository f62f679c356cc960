import type { MessagePort } from "node:worker_threads";
/**
 * Sends chunks to a worker as fast as it asks for them: it starts with a few credits and gives one back (`pull`) for each
 * chunk that it has taken. Resolves once all are sent. When `stopped` aborts, it rejects and tells the source to finish, also where
 * that hangs.
 */
export declare function sendChunks(port: MessagePort, chunks: AsyncIterable<Uint8Array>, stopped: AbortSignal): Promise<void>;
/** The other end of `sendChunks`, inside the worker. */
export declare function receiveChunks(port: MessagePort): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=chunk-channel.d.ts.map
