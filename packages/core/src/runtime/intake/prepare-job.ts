import { randomUUID } from "node:crypto";
import { PRIORITY_BOUNDS } from "../../domain/job-type.ts";
import { delayInMs, checkOptions, wholeNumber } from "../../domain/check-option.ts";
import { RowmillError } from "../../domain/errors.ts";
import type { FileLookup } from "../../domain/file.ts";
import { hashJson, MAX_IDEMPOTENCY_KEY_LENGTH } from "../../domain/values/idempotency.ts";
import { uuidv7 } from "../../domain/values/job-id.ts";
import { type References, referencesOf } from "../../domain/input-references.ts";
import { fromJsonText, type Json, type JsonText, toJsonText } from "../../domain/json.ts";
import { parse } from "../../domain/parse.ts";
import type { Registration } from "../../domain/registry.ts";
import type { NewJob } from "../../ports/job-store.ts";
import type { NamedReferences } from "./check-references.ts";
import type { CreateJobOptions } from "../call-options.ts";

/** What was asked for, checked as far as that needs no look-up. */
export interface JobRequest {
  readonly registration: Registration;
  readonly options: CreateJobOptions<unknown>;
  readonly userId: string | null;
  /** The input as it is stored. */
  readonly text: JsonText;
  /** The same after its way through JSON. */
  readonly raw: Json;
  /** What the type's schema made of it. */
  readonly parsed: unknown;
  readonly references: References;
}

/**
 * Checks the options and the input of a job that is to be created. The input is judged as the handler will see it, after its way through
 * JSON: a `Date` is a string there.
 * @throws RowmillError `JOB_INPUT_INVALID`, `OPTION_INVALID`
 */
export function readRequest(
  registration: Registration,
  input: unknown,
  options: CreateJobOptions<unknown>,
  maxJsonBytes: number,
): JobRequest | Promise<JobRequest> {
  const { jobType } = registration;
  const what = `The input of a "${jobType.type}" job`;
  checkOptions(options, OPTION_NAMES, "createJob");
  checkCreateOptions(options);
  const text = toJsonText(input, what, "JOB_INPUT_INVALID", maxJsonBytes);
  const raw = fromJsonText(text);
  const parsed = parse(jobType.input, raw, what, "JOB_INPUT_INVALID");
  return parsed instanceof Promise ? parsed.then(requestOf) : requestOf(parsed);

  function requestOf(value: unknown): JobRequest {
    const references = jobType.files ? referencesOf(jobType.files(value), what) : NO_REFERENCES;
    return { registration, options, userId: options.userId ?? null, text, raw, parsed: value, references };
  }
}

/** What an input names, to be looked up: nothing if the type says that its owner is not to be checked. */
export function namesOf({ registration, userId, references }: JobRequest, storage: FileLookup | undefined): NamedReferences {
  const { jobType, files } = registration;
  const named = jobType.ownership === "unchecked" ? NO_REFERENCES : references;
  return { ...named, userId, storage: files ?? storage, type: jobType.type };
}

const NO_REFERENCES = referencesOf(undefined, "");

/** Makes the record that is stored. @throws RowmillError `OPTION_INVALID` */
export function prepareJob(
  { registration: { jobType }, options, userId, text, raw, references }: JobRequest,
  nowMs: number,
  maxCrashes: number,
): NewJob {
  const { idempotencyKey = null } = options;
  return {
    id: uuidv7(nowMs, randomUUID()),
    type: jobType.type,
    userId,
    input: text,
    inputFileId: references.files.inputFileId,
    referenceFileId: references.files.referenceFileId,
    templateId: references.files.templateId,
    priority: wholeNumber("priority", options.priority, jobType.priority, PRIORITY_BOUNDS),
    start: options.runAt ? { at: options.runAt } : { inMs: delayInMs("delayMs", options.delayMs, 0) },
    maxAttempts: wholeNumber("maxAttempts", options.maxAttempts, jobType.retry.maxAttempts, { min: 1 }),
    maxCrashes,
    idempotencyKey,
    inputHash: idempotencyKey === null ? null : hashJson(raw),
  };
}

const OPTION_NAMES = ["userId", "priority", "runAt", "delayMs", "maxAttempts", "idempotencyKey", "transaction", "onProgress"];

/** Refuses options that cannot be. @throws RowmillError `OPTION_INVALID` */
export function checkCreateOptions({ userId, idempotencyKey, runAt, delayMs, transaction, onProgress }: CreateJobOptions<unknown>): void {
  if (userId !== undefined && userId !== null && typeof userId !== "string") {
    throw new RowmillError("OPTION_INVALID", `Option "userId" must be a string or null, got a ${typeof userId}`);
  }
  if (
    idempotencyKey !== undefined &&
    (typeof idempotencyKey !== "string" || idempotencyKey === "" || idempotencyKey.length > MAX_IDEMPOTENCY_KEY_LENGTH)
  ) {
    throw new RowmillError("OPTION_INVALID", `Option "idempotencyKey" must be a string of 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters`);
  }
  if (runAt !== undefined && (!(runAt instanceof Date) || Number.isNaN(runAt.getTime()))) {
    throw new RowmillError("OPTION_INVALID", `Option "runAt" must be a valid Date`);
  }
  if (runAt !== undefined && delayMs !== undefined) {
    throw new RowmillError("OPTION_INVALID", `Options "runAt" and "delayMs" say the same thing: give one of them`);
  }
  if (transaction !== undefined && onProgress !== undefined) {
    const message = `Option "onProgress" cannot follow a job whose "transaction" has yet to commit: watch the job afterwards`;
    throw new RowmillError("OPTION_INVALID", message);
  }
}
