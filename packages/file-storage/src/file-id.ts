import { randomUUID } from "node:crypto";

/** Creates an id that cannot be guessed: a random UUID, 122 bits of chance. */
export function newFileId(): string {
  return randomUUID();
}

/** Whether a text has exactly the form that `newFileId` writes. Nothing else may become part of a path. */
export function isFileId(id: string): boolean {
  return FILE_ID.test(id);
}

const FILE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
