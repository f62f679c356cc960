import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { fieldOf, type PublicTask } from "./public-tasks.ts";
import { runField } from "./run-steps.ts";

const repository = resolve(import.meta.dirname, "../../../..");
const file = resolve(repository, process.env["ROWMILL_CORPORA"] ?? "../shared/corpora", "steps/dev.json");
if (!existsSync(file))
  process.stdout.write(`The public tasks were skipped: there is no ${file}. Set ROWMILL_CORPORA to the folder of the corpora.\n`);

describe("steps on public transformation tasks", () => {
  const tasks = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PublicTask[]) : [];

  it.skipIf(tasks.length === 0)("has all tasks", () => {
    expect(tasks).toHaveLength(75);
  });

  it.each(tasks)("gets every row of $id right", async (task) => {
    const results = await runField(
      fieldOf(task),
      task.columns,
      task.rows.map((row) => row.in),
    );
    expect(results).toEqual(task.rows.map((row) => row.out));
  });
});
