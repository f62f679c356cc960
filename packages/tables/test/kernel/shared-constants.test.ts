import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPAIR_KINDS } from "../../src/formats/delimited/structural-index.ts";
import { HELD_BLANKS } from "../../src/frame/data-rows.ts";
import * as entryBits from "../../src/kernel/entry-bits.ts";
import { AS, CELL_BYTES, FROM, OP_BYTES, OVERRUN, ROW_BYTES, VERDICT } from "../../src/transform-file/fast/transform-kernel.ts";

/** The constants of a file of the kernel, or of a namespace in it, by name. */
function constantsOf(file: string, namespace?: string): Readonly<Record<string, number>> {
  const text = readFileSync(join(import.meta.dirname, "../../assembly", file), "utf8");
  const body = namespace === undefined ? text : (new RegExp(`namespace ${namespace} \\{(.*?)\\n\\}`, "s").exec(text)?.[1] ?? "");
  const found = [...body.matchAll(/\bconst (\w+): \w+ = (0x[\da-f_]+|[\d_]+)(?: << (\d+))?;/g)];
  return Object.fromEntries(
    found.map(([, name, value, shift]) => [name, (Number(value?.replaceAll("_", "")) << Number(shift ?? 0)) >>> 0]),
  );
}

function unsigned(constants: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, value >>> 0]));
}

/** `emptyIsNull` as the kernel names it. */
function capitalized(constants: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]));
}

describe("what kernel and host both know", () => {
  it("are the bits of an entry", () => {
    expect(constantsOf("block.ts")).toMatchObject(unsigned(entryBits));
  });

  it("are the kinds of repairs", () => {
    const numbers = constantsOf("block.ts");
    for (const [index, kind] of REPAIR_KINDS.entries()) expect(numbers[kind.toUpperCase()], kind).toBe(index + 1);
  });

  it("are the program of a row, its verdicts, and the sizes of the tables", () => {
    expect(constantsOf("transform/rows.ts", "Verdict")).toEqual(capitalized(VERDICT));
    expect(constantsOf("transform/program.ts", "From")).toEqual(capitalized(FROM));
    expect(constantsOf("transform/program.ts", "As")).toEqual(capitalized(AS));
    expect(constantsOf("transform/program.ts")["OP_BYTES"]).toBe(OP_BYTES);
    expect(constantsOf("transform/cells.ts")["CELL_BYTES"]).toBe(CELL_BYTES);
    expect(constantsOf("transform/rows.ts")["ROW_BYTES"]).toBe(ROW_BYTES);
    expect(constantsOf("transform/memory.ts")["OVERRUN"]).toBe(OVERRUN);
  });

  it("is how many blank lines are held", () => {
    expect(constantsOf("profile/rows.ts")["HELD_BLANKS"]).toBe(HELD_BLANKS);
  });
});
