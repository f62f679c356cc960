import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { suites } from "./suites.ts";
import { summarize } from "./summary.ts";
import type { CaseResult } from "./suite.ts";

// npm run cases -- SUITE [CASE ...]
//
// Prints right or wrong for each case. The exit code is 1 if one is wrong, 2 if the suite or its folder does not exist. A CASE is the
// beginning of a name ("03"). ROWMILL_CASES names the folder of the suites, by default ../shared/cases.

const [name = "", ...prefixes] = process.argv.slice(2);
const suite = suites[name];
const root = resolve(process.env["ROWMILL_CASES"] ?? join(import.meta.dirname, "..", "..", "..", "shared", "cases"));

if (!suite) {
  console.error(`npm run cases -- SUITE [CASE ...]\nSUITE is one of: ${Object.keys(suites).join(", ")}`);
  process.exitCode = 2;
} else if (!existsSync(join(root, suite.folder))) {
  console.error(`There is no folder ${join(root, suite.folder)}: ROWMILL_CASES names the folder that the cases are in`);
  process.exitCode = 2;
} else {
  const results: CaseResult[] = [];
  for await (const result of suite.run(join(root, suite.folder), prefixes)) {
    results.push(result);
    console.log(`${result.isRight ? "right" : "WRONG"}  ${result.name}`);
    if (!result.isRight) console.log(result.report.replaceAll(/^/gm, "       "));
  }
  console.log(summarize(results));
  if (results.length === 0 || results.some(({ isRight }) => !isRight)) process.exitCode = 1;
}
