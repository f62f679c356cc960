// The contract between routes and the server that serves them: for packages with routes of their own, and for routers.
export type { JobEndpoint } from "../domain/job-endpoint.ts";
export {
  type BodyOf,
  defineRoute,
  type RequestBytes,
  type Route,
  type RouteAnswer,
  type RouteBody,
  type RouteRequest,
  type RouteResponse,
} from "../ports/route.ts";
