import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/*
 * npm run bench: installs what the benches compare Rowmill with (bench/package.json has its own lock file, so that a clone need not
 * install it), when they are first used and when the lock file changed, and checks the types of the benches then.
 */
const bench = join(import.meta.dirname, "../bench");
const installed = join(bench, "node_modules/.package-lock.json");

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(bench, "package-lock.json")).mtimeMs) {
  console.error("Installing what the benches compare with (bench/package-lock.json)");
  // Not `npm ci`: it demands lock entries of polars for platforms whose packages are not published.
  execFileSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-update-notifier"], {
    cwd: bench,
    stdio: ["ignore", "inherit", "inherit"],
  });
  execFileSync(join(bench, "../node_modules/.bin/tsc"), ["-p", bench], { stdio: "inherit" });
}
