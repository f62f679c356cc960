import { transformFile } from "@rowmill/tables";
import type { Transformer } from "../task.ts";

/** Rowmill, which finds out by itself how the file is written. */
export function transformWithRowmill(threads: number): Transformer {
  return async (from, to, { columns, lower, upper }, format) => {
    const fields = columns.map((column) => ({
      target: column,
      from: column,
      steps: column === lower ? ["lowercase" as const] : column === upper ? ["uppercase" as const] : [],
    }));
    const { engine } = await transformFile(from, { fields }, { path: to, format }, { threads });
    if (engine !== "kernel") throw new Error("The kernel did not transform the file");
  };
}
