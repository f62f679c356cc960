import type { TemplateDifference } from "@rowmill/mapping";
import { z } from "zod";

/** How the columns of a file differ from a template's. */
export const differenceSchema = z
  .strictObject({
    same_columns: z.boolean().meta({ description: "Whether both have the same names, in whatever order." }),
    moved: z.array(z.strictObject({ id: z.string(), name: z.string(), from: z.int(), to: z.int() })),
    renamed: z.array(
      z.strictObject({
        id: z.string(),
        from: z.string(),
        to: z.string(),
        by: z.enum(["name", "alias", "matcher"]),
        confidence: z.number(),
      }),
    ),
    missing: z.array(z.strictObject({ id: z.string(), name: z.string(), targets: z.array(z.string()) })),
    added: z.array(z.strictObject({ id: z.string(), name: z.string(), index: z.int() })),
    lost: z
      .array(z.strictObject({ target: z.string(), required: z.boolean(), columns: z.array(z.string()) }))
      .meta({ description: "Targets that stay empty because a source column is missing." }),
  })
  .meta({ id: "TemplateDifference" });

/** Writes a difference in the form of `differenceSchema`. */
export function differenceToJson(difference: TemplateDifference): z.output<typeof differenceSchema> {
  return {
    same_columns: difference.sameColumns,
    moved: [...difference.moved],
    renamed: [...difference.renamed],
    missing: difference.missing.map((one) => ({ ...one, targets: [...one.targets] })),
    added: [...difference.added],
    lost: difference.lost.map((one) => ({ ...one, columns: [...one.columns] })),
  };
}
