import { RowmillError } from "@rowmill/core";
import type { Route } from "@rowmill/core/http";
import type { z } from "zod";
import type { HttpRequest } from "./http-request.ts";
import { itemsOf, type ProblemItem } from "./problem.ts";
import { readQuery } from "./read-query.ts";

/**
 * The parameters of a path, decoded and parsed.
 * @throws RowmillError the "not found" among the route's problems if they cannot name anything, as if they named what is not
 * there; `REQUEST_MALFORMED` if the route has none, or if the percent-encoding is broken
 */
export async function readParams(route: Route, encoded: Readonly<Record<string, string>>): Promise<unknown> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(encoded)) {
    try {
      params[name] = decodeURIComponent(value);
    } catch {
      throw new RowmillError("REQUEST_MALFORMED", "The path is not correctly percent-encoded");
    }
  }
  if (!route.params) return params;
  const notFound = route.problems?.find((code) => code.endsWith("_NOT_FOUND"));
  if (!notFound) return await parseNamed(route.params, params, "path", "parameter");
  const parsed = await route.params.safeParseAsync(params);
  if (!parsed.success) throw new RowmillError(notFound, "");
  return parsed.data;
}

/** The query, parsed. @throws RowmillError `REQUEST_MALFORMED` */
export async function readQueryOf(route: Route, search: string, passedOver: readonly string[]): Promise<unknown> {
  const query = readQuery(search, passedOver);
  const [unknown] = route.query ? [] : Object.keys(query);
  if (unknown !== undefined) throw malformed("query", [{ detail: "There is no such parameter.", parameter: unknown }]);
  return route.query && (await parseNamed(route.query, query, "query", "parameter"));
}

/** The headers that the route names, parsed. @throws RowmillError `REQUEST_MALFORMED` */
export async function readHeadersOf(route: Route, { headers }: HttpRequest): Promise<unknown> {
  return route.headers && (await parseNamed(route.headers, headers, "headers", "header"));
}

async function parseNamed(schema: z.ZodType, value: unknown, what: string, kind: "parameter" | "header"): Promise<unknown> {
  const parsed = await schema.safeParseAsync(value);
  if (parsed.success) return parsed.data;
  const items = itemsOf(parsed.error.issues) ?? [];
  throw malformed(
    what,
    items.map(({ detail, pointer }) => ({ detail: detail.replace("field", "parameter"), [kind]: pointer?.slice(1) ?? "" })),
  );
}

function malformed(what: string, errors: readonly ProblemItem[]): RowmillError {
  return new RowmillError("REQUEST_MALFORMED", `The ${what} is not valid: see errors.`, { details: { errors } });
}
