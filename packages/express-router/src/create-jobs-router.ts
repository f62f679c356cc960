import type { ServerResponse } from "node:http";
import { discardRest } from "./express/discard-rest.ts";
import { isEventStream } from "./resources/events/sse.ts";
import { sendResponse } from "./express/send-response.ts";
import { toHttpRequest } from "./express/to-http-request.ts";
import { createRequestHandler } from "./http/create-handler.ts";
import type { HostRequest } from "./http/http-request.ts";
import { type JobsRouterOptions, routerSettings } from "./http/router-options.ts";
import { liveRouteTable } from "./live-route-table.ts";
import { createRouterContext } from "./router-context.ts";

/** The HTTP API of jobs, as a middleware of Express. */
export interface JobsRouter {
  (request: HostRequest, response: ServerResponse, next: (error?: unknown) => void): void;
  /**
   * Ends all event streams and long polls, and takes nothing new from now on: 503 with `Retry-After`, and `/health` says so. Call it
   * before `server.close()`, which else waits for the streams. What was asked for before, and looking, goes on.
   */
  drain(): void;
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
  const { manager, files, logger, publicUrl } = settings;
  if (files) manager.useFiles(files);
  const context = createRouterContext(settings);
  const { openStreams } = context;
  const handler = createRequestHandler({ ...settings, table: liveRouteTable(context), checkOpen: openStreams.checkOpen });
  if (settings.authenticate === "anonymous") {
    logger.warn({}, `The jobs router identifies no caller (authenticate: "anonymous"): all callers see and change everything`);
  }

  const router = (request: HostRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    const answer = handler.handle(toHttpRequest(request, response, publicUrl));
    if (!answer) return next();
    answer
      .then((routeResponse) => {
        discardRest(request);
        // Node ends idle connections once, when a server closes. What ends its response later would keep the server until the client hangs up.
        if (openStreams.isDraining || isEventStream(routeResponse)) response.shouldKeepAlive = false;
        return sendResponse(response, routeResponse, request.method ?? "GET");
      })
      .catch((error: unknown) => {
        // A client that has disconnected receives no response to its end.
        if (!response.destroyed) logger.error({ error }, "A response could not be sent to its end");
        response.destroy();
      });
  };
  return Object.assign(router, { drain: openStreams.drain });
}
