import { tmpdir } from "node:os";
import type { ByteInput } from "../bytes/byte-input.ts";
import { openTemporary } from "../bytes/temporary-file.ts";
import { bytesAccess, fileAccess, handleAccess, type RandomAccess } from "./random-access.ts";
import { temporaryFileFailed } from "./temporary-file-failed.ts";

/**
 * Makes an input readable anywhere. What lies in no file and not in memory, such as a stream, is written to a temporary file first: the
 * directory of an archive stands at its end.
 *
 * @throws RowmillError `FILE_UNREADABLE`; and whatever the input throws
 */
export async function inputAccess(input: ByteInput): Promise<RandomAccess> {
  if (input.path !== undefined) return fileAccess(input.path);
  if (input.bytes !== undefined) return bytesAccess(input.bytes);
  const handle = await openTemporary(tmpdir()).catch(failed);
  try {
    for await (const chunk of input.open()) await handle.writeFile(chunk).catch(failed);
    return await handleAccess(handle, failureOf);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function failureOf(cause: unknown): Error {
  return temporaryFileFailed("An archive that comes as a stream", cause);
}

function failed(cause: unknown): never {
  throw failureOf(cause);
}
