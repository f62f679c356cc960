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
  return createKernelOf(simd ? simdModule() : scalarModule());
}

/** The compiled module of this machine's kernel, to be sent to another thread: it has the code that was optimized until then, too. */
export function kernelModule(): object {
  return hasSimd() ? simdModule() : scalarModule();
}

/** Starts a kernel of a module that another thread has compiled. */
export function createKernelOf(module: object): Kernel {
  const { exports } = new wasm.Instance(module);
  return { exports, memory: exports.memory };
}

/** A kernel for exclusive use, until `returnKernel`. Starting one takes longer than reading a small file. */
export function borrowKernel(): Kernel {
  return idle.pop() ?? createKernel();
}

/** For the next one who needs a kernel. Everything that was allocated in it must have been released. */
export function returnKernel(kernel: Kernel): void {
  // WebAssembly's memory never shrinks.
  if (idle.length < MAX_IDLE && kernel.memory.buffer.byteLength <= MAX_IDLE_BYTES) idle.push(kernel);
}

/** Of this thread. */
const idle: Kernel[] = [];
const MAX_IDLE = 4;
const MAX_IDLE_BYTES = 8 * 1024 * 1024;

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
const hasSimd = once(() => wasm.validate(SPLAT));

/** A module of one function that answers a vector, `i8x16.splat(0)`: to look through all of the kernel takes longer than to compile it. */
const SPLAT = Buffer.from("0061736d010000000105016000017b030201000a080106004100fd0f0b", "hex");

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
