import { checkOptions, wholeNumber } from "../../domain/check-option.ts";
import type { Diagnosis } from "../../ports/diagnosis.ts";
import { examineJobs } from "./examine-jobs.ts";
import { examineProcess } from "./examine-process.ts";
import { examineStore } from "./examine-store.ts";
import type { Patient } from "./patient.ts";

/** What `manager.doctor` takes. */
export interface DoctorOptions {
  /** For how long the event loop is watched, in milliseconds, from 10 to 60,000. @defaultValue 1000 */
  readonly sampleMs?: number | undefined;
}

/**
 * Examines a manager, its store and its files. Never rejects for what it finds.
 * @throws RowmillError `OPTION_INVALID`
 */
export async function examine(patient: Patient, options: DoctorOptions = {}): Promise<readonly Diagnosis[]> {
  checkOptions(options, ["sampleMs"], "doctor");
  const sampleMs = wholeNumber("sampleMs", options.sampleMs, 1_000, { min: 10, max: 60_000 });
  const processFindings = examineProcess(patient, sampleMs);
  const storeFindings = await examineStore(patient);
  const isReachable = !storeFindings.some(({ code }) => code === "STORE_UNREACHABLE");
  const jobFindings = isReachable ? await examineJobs(patient) : [];
  const fileFindings = (await patient.files()?.diagnose?.()) ?? [];
  const found = [...storeFindings, ...jobFindings, ...(await processFindings), ...fileFindings];
  return found.toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
}
