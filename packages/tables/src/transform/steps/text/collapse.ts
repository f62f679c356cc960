import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Makes one space of each run of white space. */
export const compileCollapse: StepCompiler<"collapse"> = () => textStep((text) => text.replace(/[\s\u0085]+/g, " "));
