import { RowmillError } from "@rowmill/core";
import type { JsonText, Template, TemplateStore } from "@rowmill/core/adapter";
import { type ColumnMapping, parseColumnMapping, type Problem } from "@rowmill/mapping";
import { z } from "zod";
import { ownedTemplate } from "../source/owned-template.ts";

/** The parameter of a path that names a template. */
export const templateParams = z.object({ id: z.string().max(200) });

/** The name of a template. */
export const templateName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, "It has no control characters.");

/** Reads a body that is checked here. @throws RowmillError `REQUEST_INVALID` */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new RowmillError("REQUEST_INVALID", "The body is not valid: see errors.", { details: { issues: parsed.error.issues } });
}

/** A document that was sent, checked, and as it is stored. @throws RowmillError `MAPPING_INVALID`, `TEMPLATE_TOO_LARGE` */
export function readDocument(sent: unknown, maxBytes: number): { readonly document: ColumnMapping; readonly text: JsonText } {
  const document = pointingInto("/document", () => parseColumnMapping(sent));
  const text = JSON.stringify(document) as JsonText;
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return { document, text };
  throw new RowmillError("TEMPLATE_TOO_LARGE", `The document has ${bytes} bytes, and may have ${maxBytes}`, {
    details: { bytes, maxBytes },
  });
}

/**
 * A template that a user may change: the user's own.
 * @throws RowmillError `TEMPLATE_NOT_FOUND`; `ACCESS_DENIED` for one that belongs to no user: the host stored it for all
 */
export async function changeableTemplate(templates: TemplateStore, id: string, userId: string | null): Promise<Template> {
  const template = await ownedTemplate(templates, id, userId);
  if (template.userId === userId) return template;
  throw new RowmillError("ACCESS_DENIED", "This template is shared by all users: save a copy of it, and change that");
}

/** Says of each problem of a document where in the body it is. */
function pointingInto<Result>(base: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!RowmillError.is(error, "MAPPING_INVALID")) throw error;
    const problems = error.details["problems"] as readonly Problem[];
    const errors = problems.slice(0, 100).map(({ path, message }) => ({ detail: message, pointer: base + pointerOf(path) }));
    throw new RowmillError("MAPPING_INVALID", error.message, { cause: error, details: { ...error.details, errors } });
  }
}

/** `fields[2].from` as a JSON pointer: `/fields/2/from`. */
function pointerOf(path: string): string {
  return [...path.matchAll(/[^.[\]]+/g)].map(([part]) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
