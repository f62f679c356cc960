import type { Route } from "@rowmill/core/http";
import { fileRoutes } from "./resources/files/file-routes.ts";
import { createRouteTable, type RouteTable } from "./http/route-table.ts";
import { endpointRoute } from "./resources/jobs/endpoint-route.ts";
import { healthRoute } from "./resources/health/health-route.ts";
import { jobRoutes } from "./resources/jobs/job-routes.ts";
import { metricsRoute } from "./resources/metrics/metrics-route.ts";
import { openApiRoute } from "./resources/openapi/openapi-route.ts";
import { scheduleRoutes } from "./resources/schedules/schedule-routes.ts";
import type { RouterContext } from "./router-context.ts";

/**
 * The routes of each moment: those that are always there, and one for each registered job type that has an endpoint. Types are
 * registered and never taken back, so a table is good until there are more of them.
 */
export function liveRouteTable(context: RouterContext): () => RouteTable {
  const { manager, metrics, schedules, openapi, routes, logger } = context;
  const fixed: readonly Route[] = [
    ...jobRoutes(context),
    ...fileRoutes(context),
    ...routes,
    healthRoute(context),
    ...(schedules.length > 0 ? scheduleRoutes(context) : []),
    ...(metrics ? [metricsRoute(context, metrics)] : []),
    ...(openapi ? [openApiRoute(openapi, current, logger)] : []),
  ];
  let typeCount = 0;
  let table = createRouteTable(fixed);
  return current;

  function current(): RouteTable {
    const types = manager.getJobTypes();
    if (types.length !== typeCount) {
      typeCount = types.length;
      const creations = types.flatMap((type) => (type.endpoint ? [endpointRoute(type, type.endpoint, context)] : []));
      table = createRouteTable([...fitting(creations), ...fixed]);
    }
    return table;
  }

  /**
   * Those that do not stand in the way of fixed routes, each with a name of its own: what a type that comes later is called must not
   * break what works.
   */
  function fitting(creations: readonly Route[]): Route[] {
    const addresses = new Set(fixed.map(({ method, path }) => `${method} ${path}`));
    const names = new Set(fixed.map(({ name }) => name));
    return creations.flatMap((route) => {
      if (addresses.has(`${route.method} ${route.path}`)) {
        logger.warn({}, `A route of the host's own stands at ${route.method} ${route.path}: the job type with that endpoint has none`);
        return [];
      }
      let { name } = route;
      while (names.has(name)) name += "_";
      names.add(name);
      return [{ ...route, name }];
    });
  }
}
