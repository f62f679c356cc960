import { defineJobType, type HandlerContext, type JobTypeOptions } from "@rowmill/core";
import { z } from "zod";

/** A run of a handler that stands still until the test says how it ends. */
export interface HeldRun extends HandlerContext {
  readonly input: unknown;
  /** Makes the handler answer. */
  end(result?: unknown): void;
  /** Makes the handler throw. */
  fail(thrown?: unknown): void;
}

/** A job type whose handler stands still until the test says how it ends; it takes and answers anything. */
export function heldJobType<const Type extends string = "held">(
  options: Partial<Omit<JobTypeOptions<Type, z.ZodUnknown, z.ZodUnknown>, "input" | "result">> = {},
) {
  const runs: HeldRun[] = [];
  const jobType = defineJobType({ type: "held" as Type, ...options, input: z.unknown(), result: z.unknown() });

  return {
    jobType,
    /** The runs that have begun, in their order. */
    runs,
    /** The type with its handler, for `manager.register`. */
    handled: jobType.handle((input, context) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      // The context's methods are the attempt's: a spread would read its signal.
      runs.push(
        Object.assign(Object.create(context) as HandlerContext, {
          input,
          end: resolve,
          fail: (thrown = new Error("no luck")) => reject(thrown),
        }),
      );
      return promise;
    }),
    /** A run that must have begun. @param index - negative ones count from the end */
    run(index = -1): HeldRun {
      const run = runs.at(index);
      if (!run) throw new Error(`Run ${index} has not begun: there were ${runs.length}`);
      return run;
    },
  };
}
