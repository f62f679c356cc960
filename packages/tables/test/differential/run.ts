import { parseArgs } from "node:util";
import { compareFile } from "./differential.ts";

// npm run differential [-- --files N --from SEED]: the long form of differential.test.ts.

const { values } = parseArgs({ options: { files: { type: "string", default: "100000" }, from: { type: "string", default: "1" } } });
const [from, files] = [Number(values.from), Number(values.files)];
let wrong = 0;
for (let seed = from; seed < from + files; seed += 1) {
  const problem = compareFile(seed);
  if (problem === undefined) continue;
  console.error(problem);
  wrong += 1;
  if (wrong === 10) break;
}
console.log(`${files} files, ${wrong} read differently`);
process.exitCode = wrong === 0 ? 0 : 1;
