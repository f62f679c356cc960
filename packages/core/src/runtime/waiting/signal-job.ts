import { RowmillError } from "../../domain/errors.ts";
import type { Job } from "../../domain/job.ts";
import { fromJsonText, toJsonText } from "../../domain/json.ts";
import { parse } from "../../domain/parse.ts";
import type { Registry } from "../../domain/registry.ts";
import { checkSignalName } from "../../domain/waiting/wait.ts";
import { MAX_IDEMPOTENCY_KEY_LENGTH } from "../../domain/values/idempotency.ts";
import { isStorableName } from "../../domain/values/storable-name.ts";
import type { JobKey, JobStore } from "../../ports/job-store.ts";
import { signalsOf } from "../../domain/job-type.ts";
import { jobNotFound, statusConflict } from "../refusals.ts";

/** What a caller sends. */
export interface SentSignal {
  readonly name: string;
  readonly payload: unknown;
  readonly key: string | undefined;
}

/**
 * Checks a signal and keeps it with its job. Answers the job as it was then.
 * @throws RowmillError as `TaskManager.signalJob`
 */
export async function signalJob(
  key: JobKey,
  { name, payload, key: signalKey }: SentSignal,
  { store, registry, maxJsonBytes }: { store: Pick<JobStore<unknown>, "get" | "signal">; registry: Registry; maxJsonBytes: number },
): Promise<Job> {
  checkSignalName(name);
  checkSignalKey(signalKey);
  const [known] = await store.get([key]);
  if (!known) throw jobNotFound(key.id);
  const what = `Signal "${name}" of job ${key.id}`;
  const text = toJsonText(payload, what, "SIGNAL_INVALID", maxJsonBytes);
  const registration = registry.get(known.type);
  const schemas = signalsOf(registration?.signals, known);
  if (schemas && !Object.hasOwn(schemas, name)) {
    const names = Object.keys(schemas).map((one) => `"${one}"`);
    throw unexpected(known, `Job ${known.id} ("${known.type}") takes no signal "${name}": ${names.join(", ") || "it takes none"}`);
  }
  if (schemas) await parse(schemas[name]!, fromJsonText(text), what, "SIGNAL_INVALID");
  const outcome = await store.signal(key, {
    name,
    payload: text,
    key: signalKey,
    ifEarly: registration?.jobType.earlySignals,
  });
  if (!outcome) throw jobNotFound(key.id);
  const { job, became } = outcome;
  switch (became) {
    case "kept":
    case "known":
      return job;
    case "differs":
      throw differs(job, name, signalKey);
    case "early":
      throw unexpected(job, `Job ${job.id} does not wait for a signal "${name}" now`);
    case "finished":
      throw statusConflict(job, "Only a job that has not finished can be sent a signal");
    case "else":
      throw unexpected(job, `Job ${job.id} does not wait for a signal "${name}" but for ${describeWait(job)}`);
    case "full":
      throw unexpected(job, `Job ${job.id} has been sent more signals than are kept with a job`);
  }
}

/** A signal that came before under the same key, with something else. */
function differs({ id, status }: Job, name: string, key: string | undefined): RowmillError {
  const details = { id, status };
  if (key === undefined) {
    return new RowmillError("SIGNAL_UNEXPECTED", `Job ${id} has been sent a signal "${name}" already, which says something else`, {
      details,
    });
  }
  return new RowmillError("IDEMPOTENCY_CONFLICT", `Job ${id} has been sent another signal "${name}" with this key`, { details });
}

function checkSignalKey(key: unknown): void {
  if (key === undefined) return;
  if (typeof key === "string" && key !== "" && key.length <= MAX_IDEMPOTENCY_KEY_LENGTH && isStorableName(key)) return;
  throw new RowmillError("OPTION_INVALID", `Option "key" must be a string of 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters`);
}

function describeWait({ waitingFor }: Job): string {
  const parts = [
    waitingFor?.signal && `a signal "${waitingFor.signal}"`,
    waitingFor?.children && "its children",
    waitingFor?.until && waitingFor.until.toISOString(),
  ];
  return parts.filter(Boolean).join(" or ");
}

function unexpected(job: Job, message: string): RowmillError {
  return new RowmillError("SIGNAL_UNEXPECTED", message, { details: { id: job.id, status: job.status } });
}
