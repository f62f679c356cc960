import type { ServerResponse } from "node:http";
import { sendResponse } from "./express/send-response.ts";
import { toHttpRequest } from "./express/to-http-request.ts";
import { createRequestHandler } from "./http/create-handler.ts";
import type { HostRequest } from "./http/http-request.ts";
import { type JobsRouterOptions, routerSettings } from "./http/router-options.ts";
import { liveRouteTable } from "./live-route-table.ts";

/** The HTTP API of jobs, as a middleware of Express. */
export interface JobsRouter {
  (request: HostRequest, response: ServerResponse, next: (error?: unknown) => void): void;
}

/**
 * Makes the HTTP API of jobs, to be mounted wherever you like. A request that none of its routes is meant for goes on to the
 * host's next handler.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const app = express();
 * app.use("/api", createJobsRouter({ manager, files, authenticate: (request) => sessions.userOf(request) }));
 * ```
 */
export function createJobsRouter(options: JobsRouterOptions): JobsRouter {
  const settings = routerSettings(options);
  const { logger, publicUrl } = settings;
  const handler = createRequestHandler({ ...settings, table: liveRouteTable(settings), checkOpen: () => {} });

  return (request, response, next) => {
    const answer = handler.handle(toHttpRequest(request, response, publicUrl));
    if (!answer) return next();
    answer
      .then((routeResponse) => sendResponse(response, routeResponse, request.method ?? "GET"))
      .catch((error: unknown) => {
        if (!response.destroyed || response.errored) logger.error({ error }, "A response could not be sent to its end");
        response.destroy();
      });
  };
}
