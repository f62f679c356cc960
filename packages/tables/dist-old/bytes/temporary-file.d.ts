import { type FileHandle } from "node:fs/promises";
/** Opens a temporary file for reading and writing. @throws whatever the system throws */
export declare function openTemporary(folder: string): Promise<FileHandle>;
/** The same, for callers that cannot wait. @returns the descriptor */
export declare function openTemporarySync(folder: string): number;
//# sourceMappingURL=temporary-file.d.ts.map
