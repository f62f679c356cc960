import { getHeapStatistics } from "node:v8";
import { RowmillError } from "@rowmill/core/errors";

/**
 * Throws if the buffers of this thread, WebAssembly's memory among them, have more bytes than allowed: V8's own limit counts objects only.
 * It takes half a microsecond.
 *
 * @throws RowmillError `FILE_MEMORY_EXCEEDED`
 */
export function checkBuffers(maxMemoryMb: number): void {
  if (getHeapStatistics().external_memory > maxMemoryMb * 1024 * 1024) throw memoryExceeded(maxMemoryMb);
}

/**
 * The same for one of several threads that share the limit.
 * @param buffers - what each of them has, in bytes; this one's is noted at `slot`
 */
export function checkSharedBuffers(maxMemoryMb: number, buffers: Float64Array, slot: number): void {
  buffers[slot] = getHeapStatistics().external_memory;
  if (buffers.reduce((sum, bytes) => sum + bytes, 0) > maxMemoryMb * 1024 * 1024) throw memoryExceeded(maxMemoryMb);
}

/** @param cause - how V8 says it */
export function memoryExceeded(maxMemoryMb: number, cause?: unknown): RowmillError {
  const message = `The analysis of the file needs more than ${maxMemoryMb} MB of memory. Raise maxMemoryMb if the machine has more; everything else goes on`;
  return new RowmillError("FILE_MEMORY_EXCEEDED", message, {
    details: { maxMemoryMb },
    retriable: false,
    ...(cause !== undefined && { cause }),
  });
}

/** Whether a thread died because its heap was full. */
export function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && (cause as { readonly code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}
