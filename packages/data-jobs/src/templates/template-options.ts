import { type FileStorage, RowmillError } from "@rowmill/core";
import type { CorrectionStore, TemplateStore } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";

/** What `templateRoutes` takes. */
export interface TemplateRoutesOptions {
  /** Where the templates live, and where decisions about pairs are remembered when a user saves a document. */
  readonly store: { readonly templates: TemplateStore; readonly corrections?: CorrectionStore | undefined };
  /** Where the files lie that templates are bound to. */
  readonly files: FileStorage;
  readonly limits?: TemplateLimits | undefined;
}

/** How much users may save. */
export interface TemplateLimits {
  /** The longest document, in bytes of JSON. @defaultValue 1048576 */
  readonly documentBytes?: number | undefined;
  /** How many revisions of a template are kept: older ones are deleted when it is saved. @defaultValue 100 */
  readonly revisions?: number | undefined;
  /** How many templates a user may have. @defaultValue 1000 */
  readonly templatesPerUser?: number | undefined;
}

/** The options with nothing left open. */
export interface TemplateSettings {
  readonly templates: TemplateStore;
  readonly corrections: CorrectionStore | undefined;
  readonly files: FileStorage;
  readonly limits: { readonly documentBytes: number; readonly revisions: number; readonly templatesPerUser: number };
}

const DEFAULTS = { documentBytes: 1024 * 1024, revisions: 100, templatesPerUser: 1_000 };

/** Checks the options and fills in the defaults. @throws RowmillError `OPTION_INVALID` */
export function templateSettings(options: TemplateRoutesOptions): TemplateSettings {
  checkOptions(options, ["store", "files", "limits"], "templateRoutes");
  const given = options.limits ?? {};
  checkOptions(given, Object.keys(DEFAULTS), "templateRoutes({ limits })");
  const limits = { ...DEFAULTS, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new RowmillError("OPTION_INVALID", `Option "limits.${name}" must be a whole number from 1 up, got ${String(value)}`);
  }
  const { store, files } = options;
  return { templates: store.templates, corrections: store.corrections, files, limits };
}
