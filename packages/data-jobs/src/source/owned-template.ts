import { mayUse, RowmillError } from "@rowmill/core";
import { isStorableName, type Template, type TemplateStore } from "@rowmill/core/adapter";
import { type ColumnMapping, parseColumnMapping } from "@rowmill/mapping";

/**
 * A template that a user may use: the user's own, or one that belongs to no user.
 * @throws RowmillError `TEMPLATE_NOT_FOUND`, also for another user's template
 */
export async function ownedTemplate(templates: TemplateStore, id: string, userId: string | null): Promise<Template> {
  const template = isStorableName(id) ? await templates.get({ id }) : undefined;
  if (!template || !mayUse(template, userId)) throw templateNotFound(id);
  return template;
}

/**
 * The document of a template, checked: it may have been stored by an older version, or by the host.
 * @throws RowmillError `TEMPLATE_NOT_FOUND`, `MAPPING_INVALID`
 */
export async function templateDocument(templates: TemplateStore, id: string, userId: string | null): Promise<ColumnMapping> {
  const { document } = await ownedTemplate(templates, id, userId);
  return parseColumnMapping(document);
}

/** The error for an id that names no template that the user may use. */
function templateNotFound(id: string): RowmillError {
  const shown = JSON.stringify(id.length > 64 ? `${id.slice(0, 64)}…` : id);
  return new RowmillError("TEMPLATE_NOT_FOUND", `There is no template with the id ${shown}`, { details: { templateId: id.slice(0, 64) } });
}
