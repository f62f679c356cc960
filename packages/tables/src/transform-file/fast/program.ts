import { delimitedText } from "../../formats/delimited/write/delimited-text.ts";
import { jsonText } from "../../formats/json/write/json-text.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { FastColumn, FastPlan } from "./plan/fast-plan.ts";
import { jsonKey, rowEnd, rowStart } from "./row-text.ts";
import { placeText } from "./place-text.ts";
import { AS, FROM, OP_BYTES, transformExports } from "./transform-kernel.ts";

/**
 * Puts the row program of a plan into a kernel.
 *
 * @param cellsAt - for each column with steps, where its cells are
 */
export function placeProgram(kernel: Kernel, { columns, output }: FastPlan, cellsAt: ReadonlyMap<FastColumn, number>): void {
  const wasm = transformExports(kernel);
  const ops = wasm.allocate(Math.max(1, columns.length) * OP_BYTES) >>> 0;
  for (const [index, column] of columns.entries()) {
    const { value } = column;
    const { at, size } = placeText(kernel, constantBefore(column, index));
    const words = new Uint32Array(kernel.memory.buffer, ops + index * OP_BYTES, OP_BYTES / 4);
    const cells = cellsAt.get(column);
    words[0] = value.kind === "constant" ? FROM.nothing : cells === undefined ? FROM.field : FROM.cells;
    words[1] = value.kind === "field" ? value.field : 0;
    words[2] = cells ?? 0;
    words[3] = at;
    words[4] = size;
    words[5] = flagsOf(column);
  }
  const end = placeText(kernel, (output.format === "delimited" ? "" : "}") + rowEnd(output));
  wasm.setProgram(ops, columns.length, end.at, end.size);

  function constantBefore(column: FastColumn, index: number): string {
    const text = column.value.kind === "constant" ? column.value.text : undefined;
    if (output.format === "delimited") {
      const constant = text === undefined ? "" : delimitedText(text, column.guarded, output);
      return (index === 0 ? "" : output.delimiter) + (constant === "" && text !== undefined && columns.length === 1 ? '""' : constant);
    }
    const start = index === 0 ? `${rowStart(output)}{` : ",";
    return `${start}${jsonKey(column.name)}:${text === undefined ? "" : jsonText(text, column.type)}`;
  }
}

function flagsOf({ type, guarded }: FastColumn): number {
  const kind = type === "number" || type === "integer" ? AS.number : type === "boolean" ? AS.boolean : 0;
  return kind | (guarded ? AS.guarded : 0) | (type === "string" ? 0 : AS.emptyIsNull);
}
