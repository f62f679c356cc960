import type { JsonText } from "../domain/json.ts";
import type { Template, TemplateInfo, TemplateRevision, TemplateRevisionInfo } from "../domain/template.ts";

/**
 * Where mappings live that users saved to use them again.
 *
 * - Every method is atomic, and durable before it answers. Answers are copies.
 * - `userId` in a `TemplateKey` limits the operation to this user's templates: another user's is treated as missing.
 * - A user that `isStorableName` refuses is refused with `OPTION_INVALID`; no template is theirs, so a read finds nothing.
 * - Documents come in as JSON text, which the caller has checked and bounded, and go out parsed. A name may have U+0000 and lone
 *   surrogates replaced by U+FFFD.
 * - Every creation and replacement is kept as a revision, until `keepRevisions` of a later replacement or the template's deletion deletes it.
 */
export interface TemplateStore {
  /**
   * Stores a template with its first revision. If there is one with this id already, that is answered and nothing changes: a creation whose
   * answer was lost can be made again, and ids that were made by chance do not meet.
   * @throws RowmillError `TEMPLATE_QUOTA_EXCEEDED`; of parallel creations not more are stored than the quota allows
   */
  create(template: NewTemplate, quota?: TemplateQuota): Promise<Template>;

  /** Reads a template; `undefined` if there is none. */
  get(key: TemplateKey): Promise<Template | undefined>;

  /** Lists templates, newest first, without their documents. @throws RowmillError `CURSOR_INVALID` */
  list(query: TemplateQuery): Promise<TemplatePage>;

  /**
   * Gives a template another name and document, unless another change came first: only if it still has the revision that is expected.
   * Answers the template as it is now, and whether this changed it; `undefined` if there is none.
   */
  replace(key: TemplateKey, replacement: TemplateReplacement): Promise<TemplateChange | undefined>;

  /** Deletes a template with all its revisions. Answers whether there was one. */
  delete(key: TemplateKey): Promise<boolean>;

  /** Lists the revisions of a template, newest first, without their documents; `undefined` if there is no such template. */
  listRevisions(key: TemplateKey, query: RevisionQuery): Promise<readonly TemplateRevisionInfo[] | undefined>;

  /** Reads a revision, the current one included; `undefined` if there is no such template, or it has no such revision. */
  getRevision(key: TemplateKey, revision: number): Promise<TemplateRevision | undefined>;
}

/** What is stored for a template that is created. */
export interface NewTemplate {
  /** A UUID: see `uuidv7`. */
  readonly id: string;
  readonly userId: string | null;
  readonly name: string;
  readonly document: JsonText;
  /** The user who saves it. @defaultValue the template's own user */
  readonly savedBy?: string | null | undefined;
  /** What is said of the revision about what changed. @defaultValue null */
  readonly changes?: JsonText | undefined;
}

/** How many templates a user may have, the one that is being created included. */
export interface TemplateQuota {
  readonly templates: number;
}

/** What a template becomes. */
export interface TemplateReplacement {
  readonly name: string;
  readonly document: JsonText;
  /** The revision that the caller has seen. @defaultValue any */
  readonly expectedRevision?: number | undefined;
  /** The user who saves it. @defaultValue the template's own user */
  readonly savedBy?: string | null | undefined;
  /** What is said of the revision about what changed. @defaultValue null */
  readonly changes?: JsonText | undefined;
  /** How many revisions are kept, the new one included: older ones are deleted. At least 1. @defaultValue all */
  readonly keepRevisions?: number | undefined;
}

/** A template after a replacement, and whether that changed it. */
export interface TemplateChange {
  readonly template: Template;
  readonly changed: boolean;
}

/** Names a template, and whose it must be: left out, any user's; `null`, no user's in particular. */
export interface TemplateKey {
  readonly id: string;
  readonly userId?: string | null | undefined;
}

/** Which templates to list. */
export interface TemplateQuery {
  /** Left out: every user's. `null`: no user's in particular. */
  readonly userId?: string | null | undefined;
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of a list. */
export interface TemplatePage {
  readonly templates: readonly TemplateInfo[];
  /** Asks for the next page; `undefined` on the last one. */
  readonly nextCursor: string | undefined;
}

/** Which revisions to list. */
export interface RevisionQuery {
  readonly limit: number;
  /** Only revisions before this one: for the next page, the last one of the page before. @defaultValue all */
  readonly before?: number | undefined;
}
