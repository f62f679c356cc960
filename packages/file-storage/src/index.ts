export { localDiskStorage, type LocalDiskStorageOptions } from "./local-disk-storage.ts";
export { memoryStorage, type MemoryStorageOptions } from "./memory-storage.ts";
