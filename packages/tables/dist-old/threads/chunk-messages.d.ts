/** The host's messages to a worker: the chunks of a source that the worker cannot open, and their end. */
export type ChunkMessage =
  | {
      readonly type: "chunk";
      readonly bytes: Uint8Array;
    }
  | {
      readonly type: "end";
    };
/** The worker's request for one more chunk. */
export interface ChunkRequest {
  readonly type: "pull";
}
//# sourceMappingURL=chunk-messages.d.ts.map
