import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig } from "tsup";

/**
 * Writes the JavaScript of every package. The declarations come from `tsc -b packages` (see CONTRIBUTING.md).
 *
 * A package's entries are the sources that its package.json exports, and its worker threads: files named `*-worker.ts`,
 * which the packed code starts by their URL, so they may not vanish in a bundle.
 */
export default defineConfig(
  globSync("packages/*/package.json").map((manifest) => {
    const folder = join(manifest, "..");
    return {
      entry: Object.fromEntries(
        [...exportedSources(manifest), ...globSync(`${folder}/src/**/*-worker.ts`)].map((source) => [entryName(folder, source), source]),
      ),
      outDir: `${folder}/dist`,
      tsconfig: `${folder}/tsconfig.json`,
      format: "esm" as const,
      target: "node22",
      platform: "node" as const,
      // `node:sqlite` has no other name.
      removeNodeProtocol: false,
      // tsup looks for dependencies in the root's package.json, and would bundle the packages' own.
      skipNodeModulesBundle: true,
      dts: false,
      clean: true,
      sourcemap: true,
      treeshake: true,
    };
  }),
);

function exportedSources(manifest: string): string[] {
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports: Record<string, string | Record<string, string>> };
  return Object.values(exports).flatMap((target) =>
    typeof target === "object" && target["@rowmill/source"] ? [join(manifest, "..", target["@rowmill/source"])] : [],
  );
}

/** `packages/x/src/testing/index.ts` becomes `testing/index`, so it lands in `packages/x/dist/testing/index.js`. */
function entryName(folder: string, source: string): string {
  return relative(join(folder, "src"), source).replace(/\.ts$/, "");
}
