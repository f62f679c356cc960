import { z } from "zod";
import { RowmillError } from "./errors.ts";

/**
 * Refuses what is no schema of zod 4, also where it is only a part of one: a schema of zod 3 or `zod/mini` passes for one until the first job or
 * the document of the HTTP API needs what it does not have.
 * @param what - names the option: `Option "input" of job type "resize"`
 * @param isDocumented - whether the schema becomes a part of the API's document
 * @throws RowmillError `OPTION_INVALID`
 */
export function checkSchema(schema: unknown, what: string, isDocumented: boolean): void {
  if (!isClassicSchema(schema)) {
    const kind = isMiniSchema(schema) ? ", not of zod/mini" : isObject(schema) && "_def" in schema ? ", not of zod 3" : "";
    throw new RowmillError("OPTION_INVALID", `${what} must be a zod schema: of "zod" 4${kind}`);
  }
  try {
    z.toJSONSchema(schema, { unrepresentable: "any", io: "input" });
  } catch (cause) {
    // `z.lazy` may name a schema that is declared further below: nothing is wrong with that.
    if (cause instanceof ReferenceError) return;
    // Only what zod itself cannot read fails like this; a message of zod's own is about the document.
    if (cause instanceof TypeError) {
      throw new RowmillError("OPTION_INVALID", `${what} holds a schema that is not of "zod" 4: every part of it must be`, { cause });
    }
    if (isDocumented) throw new RowmillError("OPTION_INVALID", `${what} cannot be documented: ${(cause as Error).message}`, { cause });
  }
}

/** A schema of this copy of zod or of another one. Those of `zod/mini` have no methods to describe and combine them. */
function isClassicSchema(schema: unknown): schema is z.ZodType {
  if (!isObject(schema) || !("_zod" in schema)) return false;
  const { safeParseAsync, meta } = schema as { readonly safeParseAsync?: unknown; readonly meta?: unknown };
  return typeof safeParseAsync === "function" && typeof meta === "function";
}

function isMiniSchema(schema: unknown): boolean {
  return isObject(schema) && "_zod" in schema;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
