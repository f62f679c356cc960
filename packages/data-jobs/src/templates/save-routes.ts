import { randomUUID } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import { type JsonText, type Template, type TemplateReplacement, uuidv7 } from "@rowmill/core/adapter";
import { defineRoute, type Route, type RouteResponse } from "@rowmill/core/http";
import { type ColumnMapping, documentChanges, parseColumnMapping } from "@rowmill/mapping";
import { z } from "zod";
import { rememberPairs } from "../source/remembered-pairs.ts";
import { changedMeanwhile, etagOf, expectedRevision, ifMatchHeaders } from "./preconditions.ts";
import { documentSchema, type RevisionChanges, templateSchema, templateToJson } from "./template-json.ts";
import type { TemplateSettings } from "./template-options.ts";
import { changeableTemplate, parseBody, readDocument, templateName, templateParams } from "./template-values.ts";

const ETAG = { ETag: "Names this revision, for If-Match." };
const NEW_TEMPLATE = z.strictObject({ name: templateName, document: z.unknown() });
/** What stands around a document in a body. */
const ENVELOPE_BYTES = 16 * 1024;

/** `POST /templates` */
export function createTemplateRoute({ templates, corrections, limits }: TemplateSettings): Route {
  return defineRoute({
    name: "createTemplate",
    method: "POST",
    path: "/templates",
    summary: "Save a mapping to use it again",
    description: "What the document accepts and rejects is remembered for the next proposal for the same target.",
    tag: "templates",
    creates: true,
    body: bodyOf("NewTemplate", limits.documentBytes),
    answers: { 201: { description: "The template.", json: templateSchema, headers: { ...ETAG, Location: "Where it is." } } },
    problems: ["REQUEST_INVALID", "MAPPING_INVALID", "TEMPLATE_TOO_LARGE", "TEMPLATE_QUOTA_EXCEEDED", "DRAINING"],
    async handle({ body, userId, href }) {
      const { name, document: sent } = parseBody(NEW_TEMPLATE, body);
      const { document, text } = readDocument(sent, limits.documentBytes);
      const id = uuidv7(Date.now(), randomUUID());
      const changes = changesText({ action: "created", restored_revision: null, changes: [] });
      const template = await templates.create({ id, userId, name, document: text, changes }, { templates: limits.templatesPerUser });
      await rememberPairs(corrections, userId, document);
      return respond(template, 201, { Location: href(`/templates/${id}`) });
    },
  });
}

/** `PUT /templates/{id}` */
export function replaceTemplateRoute({ templates, corrections, limits }: TemplateSettings): Route {
  return defineRoute({
    name: "replaceTemplate",
    method: "PUT",
    path: "/templates/{id}",
    summary: "Save another document under a template",
    description: "Needs `If-Match`. Every save is a revision; what was replaced can be read and restored.",
    tag: "templates",
    params: templateParams,
    headers: ifMatchHeaders,
    body: bodyOf("TemplateReplacement", limits.documentBytes),
    answers: { 200: { description: "The template.", json: templateSchema, headers: ETAG } },
    problems: [
      "TEMPLATE_NOT_FOUND",
      "ACCESS_DENIED",
      "PRECONDITION_REQUIRED",
      "PRECONDITION_FAILED",
      "REQUEST_INVALID",
      "MAPPING_INVALID",
      "TEMPLATE_TOO_LARGE",
    ],
    async handle({ params, body, headers, userId }) {
      const current = await changeableTemplate(templates, params.id, userId);
      const expected = expectedRevision(headers["if-match"], current);
      const { name = current.name, document: sent } = parseBody(NEW_TEMPLATE.extend({ name: templateName.optional() }), body);
      const { document, text } = readDocument(sent, limits.documentBytes);
      const changes = changesText({ action: "saved", restored_revision: null, changes: changesBetween(current, name, document) });
      const template = await save(current, { name, document: text, expectedRevision: expected, changes });
      await rememberPairs(corrections, userId, document);
      return respond(template, 200);
    },
  });

  async function save(current: Template, replacement: TemplateReplacement): Promise<Template> {
    return await saveRevision({ templates, limits }, current, replacement);
  }
}

/** `PATCH /templates/{id}` */
export function renameTemplateRoute({ templates, limits }: TemplateSettings): Route {
  return defineRoute({
    name: "renameTemplate",
    method: "PATCH",
    path: "/templates/{id}",
    summary: "Give a template another name",
    description: "`If-Match` is not needed: the document is unchanged, whatever it is by then.",
    tag: "templates",
    params: templateParams,
    headers: ifMatchHeaders,
    body: { json: z.strictObject({ name: templateName }).meta({ id: "TemplateName" }) },
    answers: { 200: { description: "The template.", json: templateSchema, headers: ETAG } },
    problems: ["TEMPLATE_NOT_FOUND", "ACCESS_DENIED", "PRECONDITION_FAILED", "REQUEST_INVALID"],
    async handle({ params, body: { name }, headers, userId }) {
      for (;;) {
        const current = await changeableTemplate(templates, params.id, userId);
        const ifMatch = headers["if-match"];
        if (ifMatch !== undefined) expectedRevision(ifMatch, current);
        const entry = { path: "name", before: JSON.stringify(current.name), after: JSON.stringify(name) };
        const changes = changesText({ action: "renamed", restored_revision: null, changes: current.name === name ? [] : [entry] });
        const document = JSON.stringify(current.document) as JsonText;
        const replacement = { name, document, expectedRevision: current.revision, changes };
        try {
          return respond(await saveRevision({ templates, limits }, current, replacement), 200);
        } catch (error) {
          // Another save came in between: its document is the one that is renamed.
          if (!RowmillError.is(error, "PRECONDITION_FAILED") || (ifMatch !== undefined && ifMatch.trim() !== "*")) throw error;
        }
      }
    },
  });
}

/** `POST /templates/{id}/revisions/{revision}/restore` */
export function restoreRevisionRoute({ templates, corrections, limits }: TemplateSettings): Route {
  return defineRoute({
    name: "restoreTemplateRevision",
    method: "POST",
    path: "/templates/{id}/revisions/{revision}/restore",
    summary: "Save an older revision again",
    description: "Needs `If-Match`. The restored document becomes the newest revision.",
    tag: "templates",
    params: templateParams.extend({
      revision: z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number),
    }),
    headers: ifMatchHeaders,
    answers: { 200: { description: "The template.", json: templateSchema, headers: ETAG } },
    problems: [
      "TEMPLATE_NOT_FOUND",
      "TEMPLATE_REVISION_NOT_FOUND",
      "ACCESS_DENIED",
      "PRECONDITION_REQUIRED",
      "PRECONDITION_FAILED",
      "MAPPING_INVALID",
    ],
    async handle({ params, headers, userId }) {
      const current = await changeableTemplate(templates, params.id, userId);
      const expected = expectedRevision(headers["if-match"], current);
      const revision = await templates.getRevision({ id: current.id, userId: current.userId }, params.revision);
      if (!revision) throw revisionNotFound(params.revision);
      const document = parseColumnMapping(revision.document);
      const between = changesBetween(current, revision.name, document);
      const changes = changesText({ action: "restored", restored_revision: params.revision, changes: between });
      const replacement = {
        name: revision.name,
        document: JSON.stringify(revision.document) as JsonText,
        expectedRevision: expected,
        changes,
      };
      const template = await saveRevision({ templates, limits }, current, replacement);
      await rememberPairs(corrections, userId, document);
      return respond(template, 200);
    },
  });
}

/** The error for a number that names no revision that is kept. */
export function revisionNotFound(revision: number): RowmillError {
  return new RowmillError("TEMPLATE_REVISION_NOT_FOUND", `The template has no revision ${revision}`, { details: { revision } });
}

function bodyOf(id: "NewTemplate" | "TemplateReplacement", documentBytes: number) {
  const name = id === "NewTemplate" ? templateName : templateName.optional();
  const json = z.strictObject({ name, document: documentSchema }).meta({ id });
  // Checked by the route: a document that is wrong has a code of its own, and all of its problems are listed.
  return { json, isChecked: false, maxBytes: documentBytes + ENVELOPE_BYTES } as const;
}

async function saveRevision(
  { templates, limits }: Pick<TemplateSettings, "templates" | "limits">,
  { id, userId, revision }: Template,
  replacement: TemplateReplacement,
): Promise<Template> {
  const change = await templates.replace({ id, userId }, { ...replacement, keepRevisions: limits.revisions });
  if (!change) throw new RowmillError("TEMPLATE_NOT_FOUND", "The template was deleted meanwhile");
  if (!change.changed) throw changedMeanwhile(change.template.revision === revision ? { revision } : change.template);
  return change.template;
}

/** What changed; of an older document that this version does not know, only the name. */
function changesBetween(current: Template, name: string, document: ColumnMapping): RevisionChanges["changes"] {
  const renamed = current.name === name ? [] : [{ path: "name", before: JSON.stringify(current.name), after: JSON.stringify(name) }];
  try {
    return [...renamed, ...documentChanges(parseColumnMapping(current.document), document)];
  } catch (error) {
    if (RowmillError.is(error, "MAPPING_INVALID")) return renamed;
    throw error;
  }
}

function changesText(changes: RevisionChanges): JsonText {
  return JSON.stringify(changes) as JsonText;
}

function respond(template: Template, status: number, headers: Record<string, string> = {}): RouteResponse {
  return { status, headers: { ETag: etagOf(template), "Cache-Control": "private, no-cache", ...headers }, json: templateToJson(template) };
}
