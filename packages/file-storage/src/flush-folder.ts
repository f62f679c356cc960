import { open } from "node:fs/promises";

/** Makes the names in a folder survive a power cut. Windows cannot open a folder, and flushes its names by itself. */
export async function flushFolder(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a small file, so that it is whole and on the disk when this resolves; its name is, after the folder was flushed. */
export async function writeFlushed(path: string, text: string): Promise<void> {
  const handle = await open(path, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
