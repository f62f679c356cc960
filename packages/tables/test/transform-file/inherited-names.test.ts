import { transformRows, type TransformRowsOptions } from "@rowmill/tables";
import { describe, expect, it } from "vitest";

/** Names that every object answers to. */
const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty"];

/** Options that have entries, but none of these. */
const OPTIONS: TransformRowsOptions = {
  files: { other: new Map([["1", "one"]]) },
  secrets: { other: "s" },
  references: { other: () => [] },
};

describe("a mapping that names what the host did not pass", () => {
  it.each(NAMES)("is refused for a table called %s", async (file) => {
    await expect(run({ fields: [{ target: "a", from: "id", steps: [{ op: "lookup", file }] }] })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
    });
  });

  it.each(NAMES)("is refused for a secret called %s", async (secret) => {
    await expect(run({ fields: [{ target: "a", from: "id", steps: [{ op: "hash", secret }] }] })).rejects.toMatchObject({
      code: "MAPPING_INVALID",
    });
  });

  it.each(NAMES)("is refused for a foreign key to %s", async (resource) => {
    const rules = [{ rule: "foreignKeys", fields: ["a"], reference: { resource, fields: ["id"] } }];
    await expect(run({ fields: [{ target: "a", from: "id" }], rules })).rejects.toMatchObject({ code: "MAPPING_INVALID" });
  });
});

async function run(mapping: object): Promise<unknown> {
  return await Array.fromAsync(transformRows(Buffer.from("id\n1\n"), mapping as never, OPTIONS));
}
