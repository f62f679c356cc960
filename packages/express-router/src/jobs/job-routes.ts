import type { Route } from "@rowmill/core";
import type { RouterSettings } from "../http/router-options.ts";
import { statusRoute } from "./status-route.ts";

/** The routes of jobs that are there whatever job types are. */
export function jobRoutes(settings: RouterSettings): readonly Route[] {
  return [statusRoute(settings)];
}
