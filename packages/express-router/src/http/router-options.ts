import { consoleLogger, type FileStorage, type Logger, type Route, RowmillError, type TaskManager } from "@rowmill/core";
import type { HostRequest } from "./http-request.ts";

/** Who calls, and what they may do. */
export interface Caller {
  /** Whose jobs and files these are. */
  readonly userId: string;
  /** `"read"`: may look, but not change anything. @defaultValue "write" */
  readonly access?: "read" | "write";
}

/** What `createJobsRouter` takes. */
export interface JobsRouterOptions {
  /** Creates, finds and follows the jobs. Its job types may be registered later than the router is made. */
  readonly manager: Pick<
    TaskManager,
    "createJob" | "getJob" | "listJobs" | "getJobLog" | "cancelJob" | "retryJob" | "watchJob" | "getJobTypes" | "onChange"
  >;
  /** Where files lie. Without it there are no routes for files. */
  readonly files?: FileStorage;
  /**
   * Says who calls, from whatever the host knows: a session, a token, a certificate. `null` is nobody: 401. Called for every
   * request but those to public routes, and from time to time while a stream is open.
   *
   * `"anonymous"` asks nobody: all callers share everything that belongs to nobody in particular. For demos, and behind a door
   * that others guard.
   */
  readonly authenticate: "anonymous" | Authenticate;
  /** The names of job types whose jobs may be created by `POST /jobs`. @defaultValue none */
  readonly expose?: readonly string[];
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
  /** Where warnings go: anything of pino's shape. @defaultValue warnings and errors on the console */
  readonly logger?: Logger;
}

/** Says who calls. A method's type, so that it may take the request type of your framework. */
export type Authenticate = { call(request: HostRequest): Caller | null | Promise<Caller | null> }["call"];

/** How much callers may ask for. */
export interface RouterLimits {
  /** The longest JSON body, in bytes. @defaultValue 262144 */
  readonly bodyBytes?: number;
}

/** The options with nothing left open. */
export interface RouterSettings extends Required<Omit<JobsRouterOptions, "files" | "publicUrl" | "limits">> {
  readonly files: FileStorage | undefined;
  readonly publicUrl: string | undefined;
  readonly limits: Required<RouterLimits>;
}

/**
 * Checks the options and fills in the defaults.
 * @throws RowmillError `OPTION_INVALID`
 */
export function routerSettings(options: JobsRouterOptions): RouterSettings {
  const { manager, authenticate, limits = {} } = options;
  if (typeof (manager as { createJob?: unknown } | undefined)?.createJob !== "function") {
    throw new RowmillError("OPTION_INVALID", `Option "manager" must be a task manager: createJobsRouter({ manager, authenticate })`);
  }
  if (authenticate !== "anonymous" && typeof authenticate !== "function") {
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "authenticate" must be a function that says who calls; "anonymous" is for everybody sharing everything`,
    );
  }
  return {
    manager,
    files: options.files,
    authenticate,
    expose: options.expose ?? [],
    routes: options.routes ?? [],
    publicUrl: options.publicUrl?.replace(/\/$/, ""),
    trustedOrigins: options.trustedOrigins ?? [],
    hostQuery: options.hostQuery ?? [],
    limits: { bodyBytes: limits.bodyBytes ?? 256 * 1024 },
    logger: options.logger ?? consoleLogger,
  };
}
