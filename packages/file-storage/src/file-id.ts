import { randomUUID } from "node:crypto";
import { RowmillError } from "@rowmill/core/errors";

/** Makes an id that nobody can guess: a random UUID, 122 bits of chance. */
export function newFileId(): string {
  return randomUUID();
}

/** Whether a text has exactly the form that `newFileId` writes. Nothing else may become part of a path. */
export function isFileId(id: string): boolean {
  return FILE_ID.test(id);
}

/** The error for an id that names no file. The id is shortened and quoted in the message: it may hold anything. */
export function fileNotFound(id: string): RowmillError {
  const shown = JSON.stringify(id.length > 64 ? `${id.slice(0, 64)}…` : id);
  return new RowmillError("FILE_NOT_FOUND", `There is no file with the id ${shown}: it was never stored here, or it was deleted`, {
    details: { fileId: id.slice(0, 64) },
    retriable: false,
  });
}

const FILE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
