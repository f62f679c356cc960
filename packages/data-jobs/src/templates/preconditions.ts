import { RowmillError } from "@rowmill/core";
import type { Template } from "@rowmill/core/adapter";
import { z } from "zod";

/** The header of a change that must not overwrite another one. */
export const ifMatchHeaders = z.object({
  "if-match": z.string().max(200).optional().meta({ description: "The ETag of the template that was read, or *: whatever it is now." }),
});

/** Names a revision of a template. */
export function etagOf({ revision }: Pick<Template, "revision">): string {
  return `"${revision}"`;
}

/**
 * The revision that a change expects; `undefined` for `*`. A proxy that compresses responses marks the tag as weak: it names the same revision.
 * @throws RowmillError `PRECONDITION_REQUIRED`, `PRECONDITION_FAILED`
 */
export function expectedRevision(ifMatch: string | undefined, current: Pick<Template, "revision">): number | undefined {
  if (ifMatch === undefined) {
    throw new RowmillError(
      "PRECONDITION_REQUIRED",
      "Read the template, and send its ETag in the header If-Match: it would overwrite another change",
    );
  }
  if (ifMatch.trim() === "*") return undefined;
  if (!isNamed(ifMatch, current)) throw changedMeanwhile(current);
  return current.revision;
}

/** Whether a header `If-Match` or `If-None-Match` names this revision. */
export function isNamed(header: string | undefined, current: Pick<Template, "revision">): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etagOf(current)) || tags.includes("*");
}

/** The error for a template that was changed since its caller read it. */
export function changedMeanwhile({ revision }: Pick<Template, "revision">): RowmillError {
  return new RowmillError("PRECONDITION_FAILED", `The template was changed meanwhile: it has revision ${revision} now. Read it again`, {
    details: { etag: etagOf({ revision }) },
  });
}
