import { RowmillError } from "@rowmill/core";
import type { TemplateStore } from "@rowmill/core/adapter";
import {
  bindTemplate,
  type ColumnMapping,
  completeBinding,
  parseColumnMapping,
  type TableDialect,
  type TemplateBinding,
} from "@rowmill/mapping";
import type { FileProfile } from "@rowmill/tables";
import { ownedTemplate } from "../source/owned-template.ts";
import { differenceToJson } from "../source/template-difference-json.ts";
import type { MappingResult } from "./mapping-result-schema.ts";
import type { Proposal } from "./propose-mapping.ts";

/** A template on the input file of a mapping job. */
export interface OpenedTemplate {
  readonly binding: TemplateBinding;
  /** What the result says about it. */
  readonly json: NonNullable<MappingResult["template"]>;
  readonly warnings: MappingResult["warnings"];
}

/**
 * Binds a user's template to a file. What the file lacks is a warning: the job proposes other columns, and the user decides.
 * @throws RowmillError `TEMPLATE_NOT_FOUND`, `MAPPING_INVALID`
 */
export async function openTemplate(
  { templates }: { readonly templates?: TemplateStore | undefined },
  id: string,
  userId: string | null,
  source: FileProfile,
  dialect: TableDialect,
): Promise<OpenedTemplate> {
  if (!templates) throw noTemplates();
  const { revision, document } = await ownedTemplate(templates, id, userId);
  const binding = bindTemplate(parseColumnMapping(document), source, { tolerant: true, dialect });
  const warnings = binding.problems
    .slice(0, 100)
    .map(({ path, message }) => ({ code: "template_mismatch", message: `${path}: ${message}` }));
  return { binding, json: { template_id: id, revision, difference: differenceToJson(binding.difference) }, warnings };
}

/** The error of a process whose handler was made without a store. */
export function noTemplates(): RowmillError {
  return new RowmillError(
    "OPTION_INVALID",
    "The input names a template, and the handler has no templates: mappingHandler({ files, store })",
  );
}

/** The columns of a bound document. All of them have their index. */
export function indexedColumns({ source }: ColumnMapping): { readonly id: string; readonly name: string; readonly index: number }[] {
  return source.columns.map(({ id, name, index }, place) => ({ id, name, index: index ?? place }));
}

/** The proposal with the template's fields. Tables of values are proposed only for fields that the template does not fill. */
export function withTemplate(proposal: Proposal, { binding }: OpenedTemplate): Proposal {
  const lost = new Set(binding.difference.lost.map(({ target }) => target));
  return {
    ...proposal,
    suggestion: completeBinding(binding, proposal.suggestion),
    values: proposal.values.filter(({ target }) => lost.has(target)),
  };
}
