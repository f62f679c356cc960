import { consoleLogger, type FileStorage, type Logger, RowmillError, type TaskManager } from "@rowmill/core";
import { safeLogger } from "@rowmill/core/adapter";
import { checkOptions } from "@rowmill/core/errors";
import type { Route } from "@rowmill/core/http";
import type { HostRequest } from "./http-request.ts";

/** Who calls, and what they may do. */
export interface Caller {
  /** Whose jobs and files these are. */
  readonly userId: string;
  /**
   * `"read"`: the caller may read, but not change anything. `"review"`: the caller may also see and decide jobs of all users that wait for a
   * signal, for those who approve what others do. @defaultValue "write"
   */
  readonly access?: "read" | "write" | "review";
}

/** What `createJobsRouter` takes. */
export interface JobsRouterOptions {
  /** Creates, finds and follows the jobs. Its job types may be registered later than the router is made. */
  readonly manager: Manager;
  /**
   * Where users' files are stored; without it there are no routes for files. The manager checks there who owns the files that a job names, so
   * it must have the same storage or none yet.
   */
  readonly files?: FileStorage;
  /**
   * Identifies the caller of a request, by a session, a token, a certificate. `null`, and an error that blames the caller, is 401: an error with
   * the status 401, or of jsonwebtoken or jose. An error with the status 403 is 403. Any other error is logged and answered with 500. Called
   * for every request but those to public routes, and from time to time while a stream is open.
   *
   * `"anonymous"` identifies no caller: all callers share everything that belongs to no user. For demos, and behind another login.
   * @example
   * ```ts
   * authenticate: ({ headers }) => {
   *   const token = headers.authorization?.replace(/^Bearer /, "") ?? "";
   *   const { sub } = jwt.verify(token, secret, { algorithms: ["HS256"] }) as { sub: string };
   *   return { userId: sub };
   * },
   * ```
   */
  readonly authenticate: "anonymous" | Authenticate;
  /** The names of job types whose jobs may be created by `POST /jobs`. @defaultValue none */
  readonly expose?: readonly string[];
  /**
   * The names of job types that users may schedule: with any, there are routes under `/schedules`. The store must keep schedules.
   * @defaultValue none
   */
  readonly schedules?: readonly string[];
  /** Routes of other packages, or of your own, to be served in the same way. */
  readonly routes?: readonly Route[];
  /**
   * Where callers find the router, if that is not where it is mounted: behind a proxy that strips a prefix
   * (`"/prefix/api"`), or for addresses with a host (`"https://example.org/api"`).
   */
  readonly publicUrl?: string;
  /** Other origins whose pages may change things with the cookies of their users: `https://app.example.org`. @defaultValue none */
  readonly trustedOrigins?: readonly string[];
  /** Query parameters that are the host's own business, such as a token of a proxy. Others that no route knows are refused. */
  readonly hostQuery?: readonly string[];
  /** How much callers may ask for. */
  readonly limits?: RouterLimits;
  /** How event streams, downloads and uploads behave. */
  readonly streams?: StreamOptions;
  /**
   * Serves `GET /metrics` for Prometheus: to callers with this bearer token, which has nothing to do with `authenticate`, or to any caller, behind a
   * firewall. The manager needs `createTaskManager({ metrics: true })`.
   * @defaultValue no such route
   * @example
   * ```ts
   * metrics: { token: process.env.METRICS_TOKEN },
   * ```
   */
  readonly metrics?: MetricsOptions;
  /** The document of the API, `GET /openapi.json`, which needs no login; `false` serves none. */
  readonly openapi?: false | OpenApiOptions;
  /** Where warnings go: anything of pino's shape. @defaultValue warnings and errors on the console */
  readonly logger?: Logger;
}

/** Who may read the metrics: a caller with a token of at least 16 characters, or any caller. */
export type MetricsOptions = "public" | { readonly token: string };

/** What the router asks of a task manager. */
export type Manager = Pick<
  TaskManager,
  | "createJob"
  | "findEarlierJob"
  | "getJob"
  | "listJobs"
  | "countJobs"
  | "getJobLog"
  | "cancelJob"
  | "signalJob"
  | "retryJob"
  | "watchJob"
  | "getJobTypes"
  | "metrics"
  | "onChange"
  | "useFiles"
  | "deleteFile"
  | "schedule"
  | "getSchedule"
  | "listSchedules"
  | "pauseSchedule"
  | "resumeSchedule"
  | "removeSchedule"
>;

/** Says who calls. A method's type, so that it may take the request type of your framework. */
export type Authenticate = { call(request: HostRequest): Caller | null | Promise<Caller | null> }["call"];

/** Limits for callers. A request beyond them is answered with 413 or 429. */
export interface RouterLimits {
  /** The longest JSON body, in bytes. @defaultValue 262144 */
  readonly bodyBytes?: number;
  /** How many jobs of one user may wait. @defaultValue 1000 */
  readonly pendingJobsPerUser?: number;
  /** How many jobs of one user may run while they create another one. @defaultValue Infinity */
  readonly runningJobsPerUser?: number;
  /** How many event streams and long polls one user may have open. @defaultValue 100 */
  readonly streamsPerUser?: number;
  /** The biggest file, in bytes. @defaultValue what the storage takes: 10 GiB */
  readonly fileBytes?: number;
  /** How many files one user may have. @defaultValue 10000 */
  readonly filesPerUser?: number;
  /** How many bytes of files one user may have. @defaultValue 100 GiB */
  readonly fileBytesPerUser?: number;
  /** How many uploads of one user may be under way, and how many requests of one user may send files at the same time. @defaultValue 20 */
  readonly uploadsPerUser?: number;
  /** How many schedules one user may have. @defaultValue 100 */
  readonly schedulesPerUser?: number;
}

/** How event streams, downloads and uploads behave, in milliseconds. */
export interface StreamOptions {
  /** How often something is sent where nothing happens, so that no proxy takes the connection for dead. @defaultValue 15000 */
  readonly heartbeatMs?: number;
  /** The shortest time between two events of one job, but for its end. @defaultValue 250 */
  readonly intervalMs?: number;
  /** A client that reads nothing, or sends nothing of an upload, for so long is disconnected. @defaultValue 30000 */
  readonly stallMs?: number;
  /** How often `authenticate` is asked again. @defaultValue 60000 */
  readonly recheckMs?: number;
}

/** What the document of the API says about the host. */
export interface OpenApiOptions {
  /** @defaultValue "Jobs" */
  readonly title?: string;
  /** The version of your API. @defaultValue "1" */
  readonly version?: string;
  /** How callers say who they are: security schemes of OpenAPI, by name. @defaultValue a bearer token */
  readonly securitySchemes?: Readonly<Record<string, object>>;
}

/** The options with nothing left open. */
export interface RouterSettings extends Required<
  Omit<JobsRouterOptions, "files" | "publicUrl" | "limits" | "streams" | "metrics" | "openapi">
> {
  readonly metrics: MetricsOptions | undefined;
  readonly files: FileStorage | undefined;
  readonly publicUrl: string | undefined;
  readonly limits: Required<RouterLimits>;
  readonly streams: Required<StreamOptions>;
  readonly openapi: false | Required<OpenApiOptions>;
}

/**
 * Checks the options and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export function routerSettings(options: JobsRouterOptions): RouterSettings {
  checkOptions(options, OPTION_NAMES, "createJobsRouter");
  const { manager, authenticate, openapi = {} } = options;
  if (openapi !== false) checkOptions(openapi, ["title", "version", "securitySchemes"], "openapi");
  if (typeof (manager as { createJob?: unknown } | undefined)?.createJob !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "manager" must be a task manager: createJobsRouter({ manager, authenticate })`);
  }
  if (authenticate !== "anonymous" && typeof authenticate !== "function") {
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "authenticate" must be a function that identifies the caller; "anonymous" makes all callers one user`,
    );
  }
  // A text has `includes`, too: of a name instead of a list of names, every part would be let through.
  for (const name of ["expose", "schedules", "routes", "trustedOrigins", "hostQuery"] as const) {
    if (options[name] === undefined || Array.isArray(options[name])) continue;
    throw new RowmillError("OPTION_INVALID", `Option "${name}" must be a list, got a ${typeof options[name]}`);
  }
  if (options.files !== undefined && typeof (options.files as Partial<FileStorage> | null)?.put !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "files" must be a file storage: localDiskStorage({ directory: "./uploads" })`);
  }
  return {
    manager,
    files: options.files,
    metrics: checkedMetrics(options.metrics),
    authenticate,
    expose: options.expose ?? [],
    schedules: options.schedules ?? [],
    routes: options.routes ?? [],
    publicUrl: options.publicUrl?.replace(/\/$/, ""),
    // Where callers find the router their pages are at home, whatever a proxy makes of the `Host` header.
    trustedOrigins: [...(options.trustedOrigins ?? []), ...originOf(options.publicUrl)],
    hostQuery: options.hostQuery ?? [],
    limits: countable(
      numbers("limits", options.limits, {
        bodyBytes: 256 * 1024,
        pendingJobsPerUser: 1_000,
        runningJobsPerUser: Infinity,
        streamsPerUser: 100,
        fileBytes: Infinity,
        filesPerUser: 10_000,
        fileBytesPerUser: 100 * 1024 ** 3,
        uploadsPerUser: 20,
        schedulesPerUser: 100,
      }),
    ),
    streams: delays(numbers("streams", options.streams, { heartbeatMs: 15_000, intervalMs: 250, stallMs: 30_000, recheckMs: 60_000 })),
    openapi: openapi && {
      title: openapi.title ?? "Jobs",
      version: openapi.version ?? "1",
      securitySchemes: openapi.securitySchemes ?? { bearer: { type: "http", scheme: "bearer" } },
    },
    logger: safeLogger(options.logger ?? consoleLogger),
  };
}

const OPTION_NAMES: Record<keyof JobsRouterOptions, true> = {
  manager: true,
  files: true,
  authenticate: true,
  expose: true,
  schedules: true,
  routes: true,
  publicUrl: true,
  trustedOrigins: true,
  hostQuery: true,
  limits: true,
  streams: true,
  metrics: true,
  openapi: true,
  logger: true,
};

const MIN_TOKEN_LENGTH = 16;

function checkedMetrics(metrics: MetricsOptions | undefined): MetricsOptions | undefined {
  if (metrics === undefined || metrics === "public") return metrics;
  checkOptions(metrics, ["token"], "metrics");
  // A variable of the environment that is not set would let any caller in, or none.
  if (typeof metrics.token === "string" && metrics.token.length >= MIN_TOKEN_LENGTH) return metrics;
  throw new RowmillError("OPTION_INVALID", `Option "metrics.token" must be a text of at least ${MIN_TOKEN_LENGTH} characters`);
}

function originOf(publicUrl = ""): string[] {
  const origin = URL.parse(publicUrl)?.origin;
  return origin === undefined ? [] : [origin];
}

/** Fills in the defaults of a group of options that are numbers from 1 up. */
function numbers<Name extends string>(
  group: string,
  given: { readonly [Key in Name]?: number } = {},
  defaults: Record<Name, number>,
): Record<Name, number> {
  checkOptions(given, Object.keys(defaults), group);
  for (const [name, value] of Object.entries<number | undefined>(given)) {
    if (value === undefined || (typeof value === "number" && value >= 1)) continue;
    throw new RowmillError("OPTION_INVALID", `Option "${group}.${name}" must be a number from 1 up, got ${String(value)}`);
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...(Object.fromEntries(set) as Partial<Record<Name, number>>) };
}

/** How far a manager counts jobs. */
const MAX_COUNTED = 1_000_000;

/** Refuses limits beyond what the manager counts, when the router is created and not at the first job. */
function countable(limits: Required<RouterLimits>): Required<RouterLimits> {
  for (const name of ["pendingJobsPerUser", "runningJobsPerUser"] as const) {
    const limit = limits[name];
    if (limit === Infinity || (Number.isInteger(limit) && limit <= MAX_COUNTED)) continue;
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "limits.${name}" must be a whole number from 1 to ${MAX_COUNTED}, or Infinity, got ${limit}`,
    );
  }
  return limits;
}

/** The longest delay that a timer of Node's keeps to (2^31 - 1 ms): a longer one, such as `Infinity`, would fire immediately. */
const MAX_TIMER_MS = 2_147_483_647;

function delays(streams: Required<StreamOptions>): Required<StreamOptions> {
  const { heartbeatMs, intervalMs, stallMs, recheckMs } = streams;
  const atMost = (ms: number) => Math.min(ms, MAX_TIMER_MS);
  return { heartbeatMs: atMost(heartbeatMs), intervalMs: atMost(intervalMs), stallMs: atMost(stallMs), recheckMs };
}
