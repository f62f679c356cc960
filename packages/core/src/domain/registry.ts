import { RowmillError } from "./errors.ts";
import type { FileLookup } from "./file.ts";
import type { HandledJobType, Handler, JobType } from "./job-type.ts";

/** A registered job type: without a handler it can be created here and runs elsewhere. */
export interface Registration {
  readonly jobType: JobType;
  readonly handler: Handler<never, unknown> | undefined;
  readonly check: JobType["check"];
  readonly signals: JobType["signals"];
  /** Where the files are that its inputs name. */
  readonly files: FileLookup | undefined;
}

/** The job types that one manager knows. */
export interface Registry {
  /** @throws RowmillError `JOB_TYPE_DUPLICATE` if another type has this name or endpoint, or this type has a handler already */
  add(item: JobType | HandledJobType): void;
  get(type: string): Registration | undefined;
  /** @throws RowmillError `JOB_TYPE_UNKNOWN` */
  require(type: string): Registration;
  /** Every type. The same list until another one is added: a router asks for it with every request. */
  all(): readonly JobType[];
  /** Every type that has a handler. */
  handled(): readonly JobType[];
}

/** Makes an empty registry. */
export function createRegistry(): Registry {
  const registrations = new Map<string, Registration>();
  let types: readonly JobType[] = [];

  return {
    add(item) {
      const { jobType, handler, check, signals, files } = registrationOf(item);
      const known = registrations.get(jobType.type);
      if (known && known.jobType !== jobType) {
        throw new RowmillError(
          "JOB_TYPE_DUPLICATE",
          `Another job type is registered as "${jobType.type}" already: give one of them another name`,
        );
      }
      const neighbour = known ? undefined : atEndpoint(jobType.endpoint?.path);
      if (neighbour) {
        const message = `Job types "${neighbour.type}" and "${jobType.type}" have the same endpoint, "${jobType.endpoint?.path}": give one of them another path`;
        throw new RowmillError("JOB_TYPE_DUPLICATE", message);
      }
      if (known?.handler && handler) {
        throw new RowmillError("JOB_TYPE_DUPLICATE", `Job type "${jobType.type}" has a handler already: register it once`);
      }
      registrations.set(jobType.type, {
        jobType,
        handler: handler ?? known?.handler,
        check: check ?? known?.check ?? jobType.check,
        signals: signals ?? known?.signals ?? jobType.signals,
        files: files ?? known?.files,
      });
      types = Object.freeze(Array.from(registrations.values(), (registration) => registration.jobType));
    },

    get: (type) => registrations.get(type),

    require(type) {
      const registration = registrations.get(type);
      if (registration) return registration;
      const names = [...registrations.keys()].map((name) => `"${name}"`).join(", ") || "none";
      throw new RowmillError("JOB_TYPE_UNKNOWN", `There is no job type "${type}" here. Registered: ${names}`, { details: { type } });
    },

    all: () => types,

    handled: () => [...registrations.values()].filter(({ handler }) => handler).map(({ jobType }) => jobType),
  };

  function atEndpoint(path: string | undefined): JobType | undefined {
    if (path === undefined) return undefined;
    return types.find(({ endpoint }) => endpoint?.path === path);
  }
}

const NO_HANDLER = { handler: undefined, check: undefined, signals: undefined, files: undefined };

/** @throws RowmillError `OPTION_INVALID` for what JavaScript callers may pass instead: a name, or a handler by itself */
function registrationOf(item: JobType | HandledJobType): Registration {
  const isObject = typeof item === "object" && item !== null;
  const registration = isObject && "jobType" in item ? item : { ...NO_HANDLER, jobType: item };
  if (isObject && typeof (registration.jobType as Partial<JobType> | undefined)?.type === "string") return registration;
  throw new RowmillError("OPTION_INVALID", "Register a job type, or one with its handler: register(defineJobType(...).handle(...))");
}
