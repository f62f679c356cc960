export { createJobsRouter, type JobsRouter } from "./create-jobs-router.ts";
export type { Authenticate, Caller, JobsRouterOptions, RouterLimits } from "./http/router-options.ts";
export type { HostRequest } from "./http/http-request.ts";
