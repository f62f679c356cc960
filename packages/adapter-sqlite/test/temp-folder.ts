import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of its own for a test: `using` removes it. */
export function tempFolder() {
  const path = mkdtempSync(join(tmpdir(), "rowmill-sqlite-"));
  return {
    path,
    /** The path of a file in it, there or not. */
    file: (name: string) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
