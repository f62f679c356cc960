// Streams of bytes that a caller passed in, for packages that read or store them. Loads no zod: worker threads import this entry.
export { abortable } from "./abortable.ts";
export { checkedChunks, keepsItsChunks } from "./checked-chunks.ts";
export { deferErrors, withSource } from "./with-source.ts";
export type { ByteSource } from "../ports/file-storage.ts";
export { TURN_MS } from "../domain/values/turn-ms.ts";
