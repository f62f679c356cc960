import { STATUS_CODES } from "node:http";
import type { ErrorCode, Logger } from "@rowmill/core";
import type { Route, RouteAnswer } from "@rowmill/core/http";
import type { z } from "zod";
import { STATUS_BY_CODE } from "../../http/problem.ts";
import type { OpenApiOptions } from "../../http/router-options.ts";
import { createSchemas, type Schemas } from "./schemas.ts";

/** Makes the OpenAPI 3.1 document of routes. */
export function openApiDocument(routes: readonly Route[], options: Required<OpenApiOptions>, logger: Logger): object {
  const { title, version, securitySchemes } = options;
  const schemas = createSchemas((error) =>
    logger.warn({ error }, "A schema cannot be written as JSON Schema: openapi.json does not describe it"),
  );
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(route, schemas);
  }
  return {
    openapi: "3.1.1",
    info: { title, version },
    // Relative to where this document is, wherever that is.
    servers: [{ url: "." }],
    security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
    paths,
    components: { schemas: { ...schemas.components(), Problem: PROBLEM }, securitySchemes },
  };
}

function operationOf(route: Route, schemas: Schemas): object {
  const { name, summary, description, tag, access, params, query, headers, body, answers } = route;
  const parameters = [...parametersIn("path", params), ...parametersIn("query", query), ...parametersIn("header", headers)];
  return {
    operationId: name,
    summary,
    ...(description !== undefined && { description }),
    ...(tag !== undefined && { tags: [tag] }),
    ...(access === "public" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: bodyContent(body) } }),
    responses: { ...mapValues(answers, answerOf), ...problemsOf(route) },
  };

  function parametersIn(place: "path" | "query" | "header", schema: z.ZodType | undefined): object[] {
    const { properties = {}, required = [] } = schema ? schemas.toJson(schema, "input") : {};
    return Object.entries(properties as Record<string, { description?: string }>).map(([key, { description: about, ...rest }]) => ({
      name: place === "header" ? headerName(key) : key,
      in: place,
      required: place === "path" || (required as readonly string[]).includes(key),
      ...(about !== undefined && { description: about }),
      schema: rest,
    }));
  }

  function bodyContent(given: NonNullable<Route["body"]>): object {
    if ("json" in given) return { "application/json": { schema: schemas.toJson(given.json, "input") } };
    return Object.fromEntries(given.bytes.map((type) => [type === "*" ? "*/*" : type, { schema: {} }]));
  }

  function answerOf({ description: about, json, bytes, headers: answered }: RouteAnswer): object {
    const content = {
      ...(json && { "application/json": { schema: schemas.toJson(json, "output") } }),
      ...(bytes !== undefined && { [bytes]: { schema: { type: "string" } } }),
    };
    return {
      description: about,
      ...(answered && { headers: mapValues(answered, (text) => ({ description: text, schema: { type: "string" } })) }),
      ...(Object.keys(content).length > 0 && { content }),
    };
  }
}

/** The problems that a route can answer, by status: its own and those that all have in common. */
function problemsOf({ access, method, params, query, headers, body, problems = [], creates }: Route): Record<string, object> {
  const isWrite = access === "write" || (access === undefined && method !== "GET" && method !== "HEAD");
  const codes = new Set<ErrorCode>(problems);
  if (access !== "public") codes.add("NOT_AUTHENTICATED");
  if (isWrite) codes.add("ACCESS_DENIED").add("CROSS_SITE_REFUSED");
  if (params ?? query ?? headers ?? body) codes.add("REQUEST_MALFORMED");
  if (body) codes.add("MEDIA_TYPE_UNSUPPORTED");
  if (body && "json" in body) codes.add("REQUEST_TOO_LARGE").add("REQUEST_INVALID");
  if (creates) codes.add("DRAINING");
  codes.add("INTERNAL_ERROR");
  const byStatus = Map.groupBy(codes, (code) => STATUS_BY_CODE[code] ?? 500);
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      status,
      {
        description: `${STATUS_CODES[status]}: ${listed.toSorted().join(", ")}`,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

const PROBLEM = {
  type: "object",
  description: "What went wrong (RFC 9457). Look at `code`; `detail` is for people.",
  properties: {
    type: { type: "string", const: "about:blank" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    errors: {
      type: "array",
      description: "What is wrong with the request, one by one.",
      items: {
        type: "object",
        properties: {
          detail: { type: "string" },
          pointer: { type: "string", description: "A JSON pointer into the body." },
          parameter: { type: "string", description: "A parameter of the query." },
          header: { type: "string", description: "A header of the request." },
        },
        required: ["detail"],
      },
    },
    request_id: { type: "string", description: "Where the host's log says more, for a status of 500." },
  },
  required: ["type", "title", "status", "detail", "code"],
};

function headerName(lowerCase: string): string {
  return lowerCase.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase()).replace(/-Id$/, "-ID");
}

function mapValues<Value, Mapped>(record: Readonly<Record<string, Value>>, map: (value: Value) => Mapped): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
