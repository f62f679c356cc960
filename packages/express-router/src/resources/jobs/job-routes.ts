import type { Route } from "@rowmill/core/http";
import type { RouterContext } from "../../router-context.ts";
import { cancelRoute, retryRoute, signalRoute } from "./change-routes.ts";
import { createRoute } from "./create-route.ts";
import { jobEventsRoute } from "../events/job-events-route.ts";
import { jobsEventsRoute } from "../events/jobs-events-route.ts";
import { listRoute } from "./list-route.ts";
import { logRoute } from "./log-route.ts";
import { resultRoute } from "./result-route.ts";
import { statusRoute } from "./status-route.ts";

/** The routes of jobs that are there whatever job types are. */
export function jobRoutes(context: RouterContext): readonly Route[] {
  return [
    createRoute(context),
    listRoute(context),
    statusRoute(context),
    cancelRoute(context),
    retryRoute(context),
    signalRoute(context),
    resultRoute(context),
    logRoute(context),
    jobEventsRoute(context),
    jobsEventsRoute(context),
  ];
}
