import type { Route } from "@rowmill/core/http";
import { bindTemplateRoute } from "./bind-route.ts";
import { deleteTemplateRoute, getRevisionRoute, getTemplateRoute, listRevisionsRoute, listTemplatesRoute } from "./read-routes.ts";
import { createTemplateRoute, renameTemplateRoute, replaceTemplateRoute, restoreRevisionRoute } from "./save-routes.ts";
import { type TemplateRoutesOptions, templateSettings } from "./template-options.ts";

/**
 * The routes of templates, for `createJobsRouter({ routes })`: save a mapping, read it and its revisions, use it on another file. Users see
 * their own templates and those that belong to no user; another user's is treated as missing.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const routes = templateRoutes({ store, files });
 * app.use("/api", createJobsRouter({ manager, files, authenticate, routes }));
 * ```
 */
export function templateRoutes(options: TemplateRoutesOptions): readonly Route[] {
  const settings = templateSettings(options);
  return [
    createTemplateRoute(settings),
    listTemplatesRoute(settings),
    getTemplateRoute(settings),
    replaceTemplateRoute(settings),
    renameTemplateRoute(settings),
    deleteTemplateRoute(settings),
    listRevisionsRoute(settings),
    getRevisionRoute(settings),
    restoreRevisionRoute(settings),
    bindTemplateRoute(settings),
  ];
}
