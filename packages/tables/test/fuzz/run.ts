import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { caseOf } from "./harness/play-case.ts";
import { playCases } from "./harness/play-cases.ts";
import { modes } from "./modes.ts";

// npm run fuzz [-- MODE] [--files N] [--seed N] [--from N] [--keep PATH]
//
// Makes files, reads them in every way, and prints what is wrong. Each file follows from the seed and its number: `--seed S --from N --files 1`
// makes one again, and with `--keep PATH` writes it there. The exit code is 1 if anything was wrong.

const PROGRESS_FILES = 1_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    keep: { type: "string" },
  },
});
const [name = "reading"] = positionals;
const mode = modes[name];
const [files, seed, from] = [Number(values.files), Number(values.seed), Number(values.from)];

if (!mode || positionals.length > 1 || ![files, seed, from].every((number) => Number.isInteger(number) && number >= 0)) {
  console.error(`npm run fuzz [-- MODE] [--files N] [--seed N] [--from N] [--keep PATH]\nMODE is one of: ${Object.keys(modes).join(", ")}`);
  process.exitCode = 2;
} else {
  if (values.keep !== undefined) {
    const { kind, bytes, about } = caseOf(mode, seed, from);
    await writeFile(values.keep, bytes);
    console.log(`${values.keep}: ${kind}, ${bytes.length} bytes, ${JSON.stringify(about)}`);
  }
  let wrong = 0;
  const kinds = new Map<string, number>();
  await playCases({ mode: name, seed, from, to: from + files }, ({ number, kind, complaints }) => {
    if ((number + 1 - from) % PROGRESS_FILES === 0) console.log(`${number + 1 - from} files`);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (complaints.length === 0) return;
    wrong += 1;
    for (const complaint of complaints) console.error(`${name} --seed ${seed} --from ${number} --files 1 (${kind}): ${complaint}`);
  });
  console.log([...kinds].map(([kind, count]) => `${count} ${kind}`).join(", "));
  console.log(`${files} files, ${wrong} with something wrong`);
  if (wrong > 0) process.exitCode = 1;
}
