/**
 * Whether a user may use a stored file or template: read it, name it in a job, receive it as a result. The one rule for all of Rowmill.
 *
 * A user may use the user's own things and those that belong to no user (`userId` null): the host stored these for all. A job without a user
 * may use only the latter.
 *
 * @example
 * ```ts
 * const file = await files.stat(id);
 * if (!file || !mayUse(file, userId)) throw new RowmillError("FILE_NOT_FOUND", `There is no file ${id}`);
 * ```
 */
export function mayUse(thing: { readonly userId: string | null }, userId: string | null): boolean {
  return thing.userId === null || thing.userId === userId;
}
