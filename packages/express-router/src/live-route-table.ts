import type { Route } from "@rowmill/core";
import { fileRoutes } from "./files/file-routes.ts";
import { createRouteTable, type RouteTable } from "./http/route-table.ts";
import { endpointRoute } from "./jobs/endpoint-route.ts";
import { healthRoute } from "./jobs/health-route.ts";
import { jobRoutes } from "./jobs/job-routes.ts";
import { openApiRoute } from "./openapi/openapi-route.ts";
import type { RouterContext } from "./router-context.ts";

/**
 * The routes of each moment: those that are always there, and one for each registered job type that has an endpoint. Types are
 * registered and never taken back, so a table is good until there are more of them.
 */
export function liveRouteTable(context: RouterContext): () => RouteTable {
  const { manager, openapi, routes } = context;
  const fixed: readonly Route[] = [
    ...jobRoutes(context),
    ...fileRoutes(context),
    ...routes,
    healthRoute(context),
    ...(openapi ? [openApiRoute(openapi, current)] : []),
  ];
  let typeCount = 0;
  let table = createRouteTable(fixed);
  return current;

  function current(): RouteTable {
    const types = manager.getJobTypes();
    if (types.length !== typeCount) {
      typeCount = types.length;
      const created = types.flatMap((type) => (type.endpoint ? [endpointRoute(type, type.endpoint, context)] : []));
      table = createRouteTable([...created, ...fixed]);
    }
    return table;
  }
}
