import { RowmillError } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { bindTemplate, parseColumnMapping } from "@rowmill/mapping";
import { z } from "zod";
import { ownedFile } from "../source/owned-file.ts";
import { ownedTemplate } from "../source/owned-template.ts";
import { readOptionsShape, toFormatOptions } from "../source/read-options-schema.ts";
import { detectStoredFile } from "../source/stored-columns.ts";
import { differenceSchema, differenceToJson } from "../source/template-difference-json.ts";
import { documentSchema } from "./template-json.ts";
import type { TemplateSettings } from "./template-options.ts";
import { templateParams } from "./template-values.ts";

/** `POST /templates/{id}/bind` */
export function bindTemplateRoute({ templates, files }: TemplateSettings): Route {
  return defineRoute({
    name: "bindTemplate",
    method: "POST",
    path: "/templates/{id}/bind",
    summary: "Use a template on another file",
    description:
      "Finds the template's columns in the file, by name, alias and what the names mean, and answers the document for this file. The template is unchanged. " +
      "If a required target lost its source, the answer is 422 with all problems.",
    tag: "templates",
    access: "read",
    params: templateParams,
    body: {
      json: z
        .strictObject({ file_id: z.string().min(1).max(200), read: z.strictObject(readOptionsShape).optional() })
        .meta({ id: "TemplateBinding" }),
    },
    answers: {
      200: {
        description: "The document for this file, and how its columns differ.",
        json: z
          .strictObject({
            template_id: z.string(),
            revision: z.int(),
            file_id: z.string(),
            document: documentSchema,
            difference: differenceSchema,
          })
          .meta({ id: "BoundTemplate" }),
      },
    },
    problems: ["TEMPLATE_NOT_FOUND", "FILE_NOT_FOUND", "TEMPLATE_MISMATCH", "REQUEST_INVALID", "FILE_NOT_TEXT", "FILE_CORRUPT"],
    async handle({ params, body, userId, signal }) {
      const template = await ownedTemplate(templates, params.id, userId);
      const file = await ownedFile(files, body.file_id, userId);
      const { columns } = await detectStoredFile(files, file, { ...toFormatOptions(body.read ?? {}), signal }).catch((error: unknown) => {
        throw RowmillError.is(error, "OPTION_INVALID") ? new RowmillError("REQUEST_INVALID", error.message, { cause: error }) : error;
      });
      const { document, difference } = bindTemplate(parseColumnMapping(template.document), columns);
      const { id: template_id, revision } = template;
      const json = { template_id, revision, file_id: file.id, document, difference: differenceToJson(difference) };
      return { status: 200, headers: { "Cache-Control": "no-store" }, json };
    },
  });
}
