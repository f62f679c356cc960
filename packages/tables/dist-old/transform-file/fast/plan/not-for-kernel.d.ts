/** Thrown where the kernel cannot do what a mapping, a source or a target needs. The message is the reason. */
export declare class NotForKernel extends Error {}
//# sourceMappingURL=not-for-kernel.d.ts.map
