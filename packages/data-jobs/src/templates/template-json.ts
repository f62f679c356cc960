import type { Template, TemplateInfo, TemplateRevision, TemplateRevisionInfo } from "@rowmill/core/adapter";
import { z } from "zod";

/**
 * A column-mapping document as the API describes it. Its steps contain steps, of which generators of clients make types that do not compile, so
 * the document names the JSON Schema that `@rowmill/mapping` ships.
 */
export const documentSchema = z
  .record(z.string(), z.unknown())
  .meta({ id: "ColumnMapping", description: "A column-mapping document, version 1: column-mapping.schema.json of @rowmill/mapping." });

const infoShape = {
  id: z.string().meta({ description: "What jobs call it: their template_id." }),
  user_id: z.string().nullable().meta({ description: "The user that the template belongs to; null: no user." }),
  name: z.string(),
  revision: z.int().meta({ description: "Starts at 1; every save raises it." }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

/** A template in lists. */
export const templateInfoSchema = z.strictObject(infoShape).meta({ id: "TemplateInfo" });

/** A template in JSON. */
export const templateSchema = z.strictObject({ ...infoShape, document: documentSchema }).meta({ id: "Template" });

export function templateInfoToJson(info: TemplateInfo): z.output<typeof templateInfoSchema> {
  return {
    id: info.id,
    user_id: info.userId,
    name: info.name,
    revision: info.revision,
    created_at: info.createdAt.toISOString(),
    updated_at: info.updatedAt.toISOString(),
  };
}

export function templateToJson(template: Template): object {
  return { ...templateInfoToJson(template), document: template.document };
}

/** What the routes keep with each revision about what changed. */
export const revisionChangesSchema = z.object({
  action: z.enum(["created", "saved", "renamed", "restored"]),
  restored_revision: z.int().nullable(),
  changes: z.array(z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional() })),
});

/** What the routes keep with each revision about what changed. */
export type RevisionChanges = z.output<typeof revisionChangesSchema>;

const revisionShape = {
  revision: z.int(),
  name: z.string(),
  saved_by: z.string().nullable().meta({ description: "The user who saved it." }),
  saved_at: z.iso.datetime(),
  action: z
    .enum(["created", "saved", "renamed", "restored"])
    .nullable()
    .meta({ description: "null: saved by the host, or before revisions were kept." }),
  restored_revision: z.int().nullable().meta({ description: "The revision that was restored." }),
  changes: z
    .array(z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional() }))
    .meta({ description: "What changed since the revision before: up to 200 places of the document, with shortened JSON." }),
};

/** A revision in lists. */
export const revisionInfoSchema = z.strictObject(revisionShape).meta({ id: "TemplateRevisionInfo" });

/** A revision in JSON. */
export const revisionSchema = z.strictObject({ ...revisionShape, document: documentSchema }).meta({ id: "TemplateRevision" });

export function revisionInfoToJson(info: TemplateRevisionInfo): z.output<typeof revisionInfoSchema> {
  const parsed = revisionChangesSchema.safeParse(info.changes);
  return {
    revision: info.revision,
    name: info.name,
    saved_by: info.savedBy,
    saved_at: info.savedAt.toISOString(),
    ...(parsed.success ? parsed.data : { action: null, restored_revision: null, changes: [] }),
  };
}

export function revisionToJson(revision: TemplateRevision): object {
  return { ...revisionInfoToJson(revision), document: revision.document };
}
