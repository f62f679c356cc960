import type { Route } from "@rowmill/core";
import { createRouteTable, type RouteTable } from "./http/route-table.ts";
import type { RouterSettings } from "./http/router-options.ts";
import { endpointRoute } from "./jobs/endpoint-route.ts";
import { jobRoutes } from "./jobs/job-routes.ts";

/**
 * The routes of each moment: those that are always there, and one for each registered job type that has an endpoint. Types are
 * registered and never taken back, so a table is good until there are more of them.
 */
export function liveRouteTable(settings: RouterSettings): () => RouteTable {
  const { manager } = settings;
  const fixed: readonly Route[] = [...jobRoutes(settings), ...settings.routes];
  let typeCount = 0;
  let table = createRouteTable(fixed);

  return () => {
    const types = manager.getJobTypes();
    if (types.length !== typeCount) {
      typeCount = types.length;
      table = createRouteTable([
        ...fixed,
        ...types.flatMap((type) => (type.endpoint ? [endpointRoute(type, type.endpoint, settings)] : [])),
      ]);
    }
    return table;
  };
}
