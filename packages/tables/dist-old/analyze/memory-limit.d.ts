import { RowmillError } from "@rowmill/core/errors";
/**
 * Throws if the buffers of this thread, WebAssembly's memory among them, have more bytes than allowed: V8's own limit counts objects only.
 * It takes half a microsecond.
 *
 * @throws RowmillError `FILE_MEMORY_EXCEEDED`
 */
export declare function checkBuffers(maxMemoryMb: number): void;
/**
 * The same for one of several threads that share the limit.
 * @param buffers - what each of them has, in bytes; this one's is noted at `slot`
 */
export declare function checkSharedBuffers(maxMemoryMb: number, buffers: Float64Array, slot: number): void;
/** @param cause - how V8 says it */
export declare function memoryExceeded(maxMemoryMb: number, cause?: unknown): RowmillError;
/** Whether a thread died because its heap was full. */
export declare function isOutOfMemory(cause: unknown): boolean;
//# sourceMappingURL=memory-limit.d.ts.map
