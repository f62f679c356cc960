export { type MemoryStore, memoryStore, type MemoryStoreOptions } from "./memory-store.ts";
