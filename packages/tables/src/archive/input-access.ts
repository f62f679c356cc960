import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteInput } from "../bytes/byte-input.ts";
import { bytesAccess, fileAccess, type RandomAccess } from "./random-access.ts";
import { temporaryFileFailed } from "./temporary-file.ts";

/**
 * Makes an input readable anywhere. What lies in no file and not in memory, such as a stream, is written to a temporary file first, which
 * only this user can read and which `close` deletes: the directory of an archive stands at its end.
 *
 * @throws RowmillError `FILE_UNREADABLE`; and whatever the input throws
 */
export async function inputAccess(input: ByteInput): Promise<RandomAccess> {
  if (input.path !== undefined) return fileAccess(input.path);
  if (input.bytes !== undefined) return bytesAccess(input.bytes);
  const folder = await mkdtemp(join(tmpdir(), "rowmill-")).catch(failed);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "archive");
    await using handle = await open(path, "wx", 0o600).catch(failed);
    for await (const chunk of input.open()) await handle.writeFile(chunk).catch(failed);
    const access = await fileAccess(path, failureOf);
    return {
      ...access,
      async close() {
        await access.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function failureOf(cause: unknown): Error {
  return temporaryFileFailed("An archive that comes as a stream", cause);
}

function failed(cause: unknown): never {
  throw failureOf(cause);
}
