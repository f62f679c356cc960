/** Answers `undefined` to an error that says that a file or folder is not there, and throws any other. */
export function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}
