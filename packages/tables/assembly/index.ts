// The kernel: everything that runs in WebAssembly. One module and one memory for all parts, so that what walks an index (the
// profile) finds it where it was made. Each part allocates its memory for itself, with `heap.alloc`.

export * from "./memory";
export * from "./dialect";
export * from "./block";
export * from "./structural-index";
export * from "./utf8";
export * from "./cell-texts";
export * from "./profile";
export * from "./json";
export * from "./transform";
