import { defineJobType } from "@rowmill/core";
import { z } from "zod";

/** A job that works for a while, step by step, and says so at each. */
export const work = defineJobType({
  type: "work",
  input: z.object({
    steps: z.number(),
    stepMs: z.number(),
    /** Goes on when it is told to stop: what it reports then must not count. */
    isStubborn: z.boolean().default(false),
    /** The first claim stops the event loop for so long, after its first step. */
    blockMs: z.number().default(0),
    /** Holds a connection of the pool that it shares with the store for so long, after its first step. */
    holdMs: z.number().default(0),
  }),
  result: z.object({ claimNo: z.number() }),
});

/** A job that takes its process with it. */
export const poison = defineJobType({ type: "poison", input: z.object({ afterMs: z.number() }) });
