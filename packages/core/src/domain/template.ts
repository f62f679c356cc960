import { RowmillError } from "./errors.ts";
import type { Json } from "./json.ts";

/** What a list tells of a saved mapping. */
export interface TemplateInfo {
  readonly id: string;
  /** Whose it is, or `null` for no user in particular. */
  readonly userId: string | null;
  /** For people. Several templates of a user may have the same. */
  readonly name: string;
  /** Starts at 1 and is raised by every replacement. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A mapping that was saved to be used again. */
export interface Template extends TemplateInfo {
  /** The mapping, as its author wrote it: opaque to the store. */
  readonly document: Json;
}

/** What a list tells of a revision: one save of a template. */
export interface TemplateRevisionInfo {
  readonly revision: number;
  /** The template's name in this revision. */
  readonly name: string;
  /** The user who saved it; `null`: no user in particular, or the host. */
  readonly savedBy: string | null;
  readonly savedAt: Date;
  /** What changed since the revision before: opaque to the store. */
  readonly changes: Json;
}

/** A revision of a template. */
export interface TemplateRevision extends TemplateRevisionInfo {
  readonly document: Json;
}

/**
 * Refuses one more template of a user who has as many as the user may have.
 * @param count - how many the user has
 * @throws RowmillError `TEMPLATE_QUOTA_EXCEEDED`
 */
export function refuseOverTemplateQuota(count: number, maxTemplates: number): void {
  if (count < maxTemplates) return;
  const message = `The user has ${count} templates, and may have ${maxTemplates}: delete one first`;
  throw new RowmillError("TEMPLATE_QUOTA_EXCEEDED", message, { details: { templates: count, maxTemplates } });
}
