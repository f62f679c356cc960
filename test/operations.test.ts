import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTaskManager } from "@rowmill/core";
import { memoryStore } from "@rowmill/adapter-memory";
import { describe, expect, it } from "vitest";

const DOCS = join(import.meta.dirname, "../docs");

/** The names of all metrics, those of histograms with their suffixes. */
async function metricNames(): Promise<{ readonly families: readonly string[]; readonly series: readonly string[] }> {
  await using manager = createTaskManager({ store: memoryStore(), metrics: true });
  const types = Array.from((await manager.metrics()).matchAll(/^# TYPE (\w+) (\w+)$/gm), ([, name, kind]) => ({ name: name!, kind }));
  const series = types.flatMap(({ name, kind }) =>
    kind === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [name],
  );
  return { families: types.map(({ name }) => name), series };
}

function namedIn(file: string): string[] {
  return [...new Set(Array.from(readFileSync(join(DOCS, file), "utf8").matchAll(/\browmill_\w+/g), ([name]) => name))].toSorted();
}

describe("the metrics", () => {
  it("are all explained, and no others", async () => {
    const { families } = await metricNames();
    expect(namedIn("operations.md")).toEqual(families.toSorted());
  });

  it.each(["operations/alert-rules.yml", "operations/grafana-dashboard.json"])("are what %s asks for", async (file) => {
    const { series } = await metricNames();
    expect(namedIn(file).filter((name) => !series.includes(name))).toEqual([]);
  });

  it("have an explanation of each alert", () => {
    const alerts = Array.from(readFileSync(join(DOCS, "operations/alert-rules.yml"), "utf8").matchAll(/alert: (\w+)/g), ([, name]) => name);
    const explained = Array.from(readFileSync(join(DOCS, "operations.md"), "utf8").matchAll(/^\| `(Rowmill\w+)`/gm), ([, name]) => name);
    expect(explained).toEqual(alerts);
  });
});
