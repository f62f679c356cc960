import type { ChunkSink } from "./run-chunks.ts";
/** Writes each piece at its place of a file. */
export declare function fileSink(output: number, rejects: number | undefined): ChunkSink;
//# sourceMappingURL=file-sink.d.ts.map
