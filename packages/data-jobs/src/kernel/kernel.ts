import { SCALAR_KERNEL, SIMD_KERNEL } from "./kernel-bytes.ts";

/** A running WebAssembly module of ours, with a memory of its own. */
export interface Kernel {
  /** What `assembly/index.ts` exports. Each part of the SDK that uses the kernel names the functions that it calls. */
  readonly exports: object;
  /** Its buffer is another one after it has grown: make views anew. */
  readonly memory: { readonly buffer: ArrayBuffer };
}

/**
 * Starts a kernel. It does one thing at a time: each file that is read has its own.
 *
 * @param simd - whether to use SIMD; what the machine can do by default
 */
export function createKernel(simd: boolean = hasSimd()): Kernel {
  const { exports } = new wasm.Instance(simd ? simdModule() : scalarModule());
  return { exports, memory: exports.memory };
}

/** What of the global `WebAssembly` is used: Node's types leave it out. */
const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Pick<Kernel, "memory"> };
  validate(bytes: Uint8Array): boolean;
}

// Compiled once in a thread, when first needed. A module has no state.
const simdModule = once(() => new wasm.Module(Buffer.from(SIMD_KERNEL, "base64")));
const scalarModule = once(() => new wasm.Module(Buffer.from(SCALAR_KERNEL, "base64")));
const hasSimd = once(() => wasm.validate(Buffer.from(SIMD_KERNEL, "base64")));

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
