import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import { ownedTemplate } from "../source/owned-template.ts";
import { etagOf, isNamed } from "./preconditions.ts";
import { revisionNotFound } from "./save-routes.ts";
import {
  revisionInfoSchema,
  revisionInfoToJson,
  revisionSchema,
  revisionToJson,
  templateInfoSchema,
  templateInfoToJson,
  templateSchema,
  templateToJson,
} from "./template-json.ts";
import type { TemplateSettings } from "./template-options.ts";
import { changeableTemplate, templateParams } from "./template-values.ts";

const limit = z
  .string()
  .regex(/^(?:[1-9]\d?|1\d\d|200)$/, "It is a whole number from 1 to 200.")
  .transform(Number)
  .optional()
  .meta({ description: "How many at most, from 1 to 200.", default: 50 });
const NO_CACHE = { "Cache-Control": "private, no-cache" };

/** `GET /templates` */
export function listTemplatesRoute({ templates }: TemplateSettings): Route {
  return defineRoute({
    name: "listTemplates",
    method: "GET",
    path: "/templates",
    summary: "List your templates, newest first",
    tag: "templates",
    query: z.strictObject({
      limit,
      cursor: z.string().max(500).optional().meta({ description: "The next_cursor of the page before." }),
      shared: z.enum(["true", "false"]).optional().meta({ description: "Lists those that all users share, in place of yours." }),
    }),
    answers: {
      200: {
        description: "A page of templates, without their documents.",
        json: z.strictObject({ items: z.array(templateInfoSchema), next_cursor: z.string().nullable() }).meta({ id: "TemplatePage" }),
        headers: { Link: "Where the next page is, if there is one." },
      },
    },
    problems: ["CURSOR_INVALID"],
    async handle({ query: { limit: most = 50, cursor, shared }, userId, href }) {
      const page = await templates.list({ userId: shared === "true" ? null : userId, limit: most, cursor });
      const next = page.nextCursor ?? null;
      const search = new URLSearchParams({ limit: String(most), ...(shared && { shared }), cursor: next ?? "" }).toString();
      const link = next === null ? undefined : `<${href("/templates")}?${search}>; rel="next"`;
      return {
        status: 200,
        headers: { ...NO_CACHE, Link: link },
        json: { items: page.templates.map(templateInfoToJson), next_cursor: next },
      };
    },
  });
}

/** `GET /templates/{id}` */
export function getTemplateRoute({ templates }: TemplateSettings): Route {
  return defineRoute({
    name: "getTemplate",
    method: "GET",
    path: "/templates/{id}",
    summary: "Read a template",
    tag: "templates",
    params: templateParams,
    headers: z.object({ "if-none-match": z.string().max(200).optional() }),
    answers: {
      200: { description: "The template.", json: templateSchema, headers: { ETag: "Names this revision, for If-Match." } },
      304: { description: "It has the revision that `If-None-Match` names." },
    },
    problems: ["TEMPLATE_NOT_FOUND"],
    async handle({ params, headers, userId }) {
      const template = await ownedTemplate(templates, params.id, userId);
      const sent = { ...NO_CACHE, ETag: etagOf(template) };
      if (isNamed(headers["if-none-match"], template)) return { status: 304, headers: sent };
      return { status: 200, headers: sent, json: templateToJson(template) };
    },
  });
}

/** `DELETE /templates/{id}` */
export function deleteTemplateRoute({ templates }: TemplateSettings): Route {
  return defineRoute({
    name: "deleteTemplate",
    method: "DELETE",
    path: "/templates/{id}",
    summary: "Delete a template and its revisions",
    description: "A job that names it and has not begun fails with TEMPLATE_NOT_FOUND.",
    tag: "templates",
    params: templateParams,
    answers: { 204: { description: "It is gone." } },
    problems: ["TEMPLATE_NOT_FOUND", "ACCESS_DENIED"],
    async handle({ params, userId }) {
      const { id } = await changeableTemplate(templates, params.id, userId);
      await templates.delete({ id, userId });
      return { status: 204 };
    },
  });
}

/** `GET /templates/{id}/revisions` */
export function listRevisionsRoute({ templates }: TemplateSettings): Route {
  return defineRoute({
    name: "listTemplateRevisions",
    method: "GET",
    path: "/templates/{id}/revisions",
    summary: "List the revisions of a template, newest first",
    tag: "templates",
    params: templateParams,
    query: z.strictObject({
      limit,
      before: z
        .string()
        .regex(/^\d{1,9}$/, "It is the number of a revision.")
        .transform(Number)
        .optional()
        .meta({ description: "Lists revisions before this one: the next_before of the page before." }),
    }),
    answers: {
      200: {
        description: "A page of revisions, without their documents.",
        json: z.strictObject({ items: z.array(revisionInfoSchema), next_before: z.int().nullable() }).meta({ id: "TemplateRevisionPage" }),
      },
    },
    problems: ["TEMPLATE_NOT_FOUND"],
    async handle({ params, query: { limit: most = 50, before }, userId }) {
      const template = await ownedTemplate(templates, params.id, userId);
      const found = (await templates.listRevisions({ id: template.id, userId: template.userId }, { limit: most + 1, before })) ?? [];
      const items = found.slice(0, most).map(revisionInfoToJson);
      const next = found.length > most ? (items.at(-1)?.revision ?? null) : null;
      return { status: 200, headers: NO_CACHE, json: { items, next_before: next } };
    },
  });
}

/** `GET /templates/{id}/revisions/{revision}` */
export function getRevisionRoute({ templates }: TemplateSettings): Route {
  return defineRoute({
    name: "getTemplateRevision",
    method: "GET",
    path: "/templates/{id}/revisions/{revision}",
    summary: "Read a revision of a template",
    tag: "templates",
    params: templateParams.extend({
      revision: z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number),
    }),
    answers: { 200: { description: "The revision.", json: revisionSchema } },
    problems: ["TEMPLATE_NOT_FOUND", "TEMPLATE_REVISION_NOT_FOUND"],
    async handle({ params, userId }) {
      const { id, userId: owner } = await ownedTemplate(templates, params.id, userId);
      const revision = await templates.getRevision({ id, userId: owner }, params.revision);
      if (!revision) throw revisionNotFound(params.revision);
      return { status: 200, headers: NO_CACHE, json: revisionToJson(revision) };
    },
  });
}
