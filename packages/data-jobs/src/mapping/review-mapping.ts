import { RowmillError } from "@rowmill/core/errors";
import { type ColumnMapping, parseColumnMapping } from "@rowmill/mapping";
import { z } from "zod";
import { decisionShape } from "../review/review.ts";
import { pairsToJson } from "./mapping-result-json.ts";
import type { MappingResult } from "./mapping-result-schema.ts";

/** What the signal `review` of a mapping job carries: with `changes`, the document as the reviewer has edited it. */
export const mappingDecisionSchema = z
  .strictObject({ ...decisionShape, changes: z.record(z.string(), z.unknown()).optional() })
  .superRefine(({ approve, changes }, context) => {
    if (changes === undefined) return;
    if (!approve) context.addIssue({ code: "custom", path: ["changes"], message: "Only a proposal that is approved can be changed" });
    try {
      parseColumnMapping(changes);
    } catch (error) {
      if (!RowmillError.is(error, "MAPPING_INVALID")) throw error;
      const problems = error.details["problems"] as readonly { readonly path: string; readonly message: string }[];
      for (const { path, message } of problems) context.addIssue({ code: "custom", path: ["changes", path], message });
    }
  });

/**
 * The result of a mapping job after its review: the document that was shown, or the one that the reviewer has made of it. What it still
 * suggests is accepted.
 */
export function approvedMapping(shown: MappingResult, changes: Readonly<Record<string, unknown>> | undefined): MappingResult {
  const document = accepted(changes === undefined ? shown.document : parseColumnMapping(changes));
  const used = new Set(document.fields.flatMap(({ from = [] }) => from));
  return {
    ...shown,
    document,
    mappings: pairsToJson(document),
    unmapped_input_columns: document.source.columns.filter(({ id }) => !used.has(id)).map(({ name }) => name),
    unmapped_reference_columns: document.fields.filter(({ status }) => status === "unmapped").map(({ target }) => target),
    review: { changed: changes !== undefined },
  };
}

function accepted(document: ColumnMapping): ColumnMapping {
  const fields = document.fields.map((field) => (field.status === "suggested" ? { ...field, status: "accepted" as const } : field));
  return { ...document, fields };
}
