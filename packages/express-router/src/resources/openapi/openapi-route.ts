import type { Logger } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import type { RouteTable } from "../../http/route-table.ts";
import type { OpenApiOptions } from "../../http/router-options.ts";
import { openApiDocument } from "./openapi-document.ts";

/** `GET /openapi.json` */
export function openApiRoute(options: Required<OpenApiOptions>, table: () => RouteTable, logger: Logger): Route {
  let madeFor: RouteTable | undefined;
  let document: object = {};

  return defineRoute({
    name: "getOpenApi",
    method: "GET",
    path: "/openapi.json",
    summary: "This document",
    tag: "about",
    access: "public",
    answers: { 200: { description: "The OpenAPI document of these routes." } },
    handle() {
      const current = table();
      if (current !== madeFor) {
        madeFor = current;
        document = openApiDocument(current.routes, options, logger);
      }
      return { status: 200, headers: { "Cache-Control": "no-cache" }, json: document };
    },
  });
}
