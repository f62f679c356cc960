import { randomUUID } from "node:crypto";
import { PRIORITY_BOUNDS } from "../domain/job-type.ts";
import { delayInMs, refuseUnknownOptions, wholeNumber } from "../domain/check-option.ts";
import { RowmillError } from "../domain/errors.ts";
import { hashJson, MAX_IDEMPOTENCY_KEY_LENGTH } from "../domain/idempotency.ts";
import { uuidv7 } from "../domain/job-id.ts";
import { fromJsonText, toJsonText } from "../domain/json.ts";
import { parse } from "../domain/parse.ts";
import { isStorableName } from "../domain/storable-name.ts";
import type { Registration } from "../domain/registry.ts";
import type { NewJob } from "../ports/job-store.ts";
import type { CreateJobOptions } from "./task-manager.ts";

/**
 * Checks everything about a job that is to be created, and makes the record that is stored. The input is judged as the
 * handler will see it, after its way through JSON: a `Date` is a string there.
 * @throws RowmillError `JOB_INPUT_INVALID`, `OPTION_INVALID`, or whatever the type's `check` throws
 */
export async function prepareJob(
  { jobType, check }: Registration,
  input: unknown,
  options: CreateJobOptions<unknown>,
  { nowMs, maxJsonBytes, maxCrashes }: { nowMs: number; maxJsonBytes: number; maxCrashes: number },
): Promise<NewJob> {
  const what = `The input of a "${jobType.type}" job`;
  const { userId = null, idempotencyKey = null } = options;
  refuseUnknownOptions(options, OPTION_NAMES, "createJob");
  checkOptions(options);
  const text = toJsonText(input, what, "JOB_INPUT_INVALID", maxJsonBytes);
  const raw = fromJsonText(text);
  const parsed = await parse(jobType.input, raw, what, "JOB_INPUT_INVALID");
  if (check) await check(parsed, { userId });
  const { inputFileId = null, referenceFileId = null, templateId = null } = jobType.files?.(parsed) ?? {};
  if (![inputFileId, referenceFileId, templateId].every((id: unknown) => id === null || (typeof id === "string" && isStorableName(id)))) {
    const message = `${what} names a file by something else than a text without U+0000 and half surrogate pairs`;
    throw new RowmillError("JOB_INPUT_INVALID", message, { retriable: false });
  }
  return {
    id: uuidv7(nowMs, randomUUID()),
    type: jobType.type,
    userId,
    input: text,
    inputFileId,
    referenceFileId,
    templateId,
    priority: wholeNumber("priority", options.priority, jobType.priority, PRIORITY_BOUNDS),
    start: options.runAt ? { at: options.runAt } : { inMs: delayInMs("delayMs", options.delayMs, 0) },
    maxAttempts: wholeNumber("maxAttempts", options.maxAttempts, jobType.retry.maxAttempts, { min: 1 }),
    maxCrashes,
    idempotencyKey,
    inputHash: idempotencyKey === null ? null : hashJson(raw),
  };
}

const OPTION_NAMES = ["userId", "priority", "runAt", "delayMs", "maxAttempts", "idempotencyKey", "transaction", "onProgress"];

/** Refuses options that can not be. @throws RowmillError `OPTION_INVALID` */
export function checkOptions({ userId, idempotencyKey, runAt, delayMs, transaction, onProgress }: CreateJobOptions<unknown>): void {
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
    const message = `Option "onProgress" can not follow a job whose "transaction" has yet to commit: watch the job afterwards`;
    throw new RowmillError("OPTION_INVALID", message);
  }
}
