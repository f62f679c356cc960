import type { FileStorage } from "@rowmill/core";

/** A file storage to test, and its clock. */
export interface FileStorageHarness {
  /** A storage without files. */
  readonly files: FileStorage;
  /** Opens the same files once more, as a process does that was started again. Left out where files do not outlive the process. */
  readonly reopen?: () => FileStorage;
  /** Moves the storage's clock forward. */
  readonly advanceBy: (ms: number) => void | Promise<void>;
  /** Clears up. */
  readonly dispose?: () => void | Promise<void>;
}

/** What `describeFileStorage` takes. */
export interface FileStorageSuite {
  /** Makes a fresh, empty storage. Called once for every test. */
  readonly create: () => FileStorageHarness | Promise<FileStorageHarness>;
  /** Whether the storage takes files in several requests. @defaultValue true */
  readonly takesUploads?: boolean;
  /** Whether the storage takes files that are written in place. @defaultValue true */
  readonly takesOutputs?: boolean;
}

/** Runs a case on a fresh storage. */
export async function useFileStorage(
  create: FileStorageSuite["create"],
  run: (harness: FileStorageHarness) => Promise<void>,
): Promise<void> {
  const harness = await create();
  try {
    await run(harness);
  } finally {
    await harness.dispose?.();
  }
}
