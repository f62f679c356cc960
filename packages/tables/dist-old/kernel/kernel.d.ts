/** A running WebAssembly module of ours, with a memory of its own. */
export interface Kernel {
  /** What `assembly/index.ts` exports. Each part of the SDK that uses the kernel names the functions that it calls. */
  readonly exports: object;
  /** Its buffer is another one after it has grown: make views anew. */
  readonly memory: {
    readonly buffer: ArrayBuffer;
  };
}
/**
 * Starts a kernel. It does one thing at a time: each file that is read has its own.
 *
 * @param simd - whether to use SIMD; what the machine can do by default
 */
export declare function createKernel(simd?: boolean): Kernel;
/** The compiled module of this machine's kernel, to be sent to another thread: it has the code that was optimized until then, too. */
export declare function kernelModule(): object;
/** Starts a kernel of a module that another thread has compiled. */
export declare function createKernelOf(module: object): Kernel;
/** A kernel for exclusive use, until `returnKernel`. Starting one takes longer than reading a small file. */
export declare function borrowKernel(): Kernel;
/** For the next one who needs a kernel. Everything that was allocated in it must have been released. */
export declare function returnKernel(kernel: Kernel): void;
//# sourceMappingURL=kernel.d.ts.map
