import { StepFailure } from "../cell-step.ts";
import { compileCondition } from "../condition.ts";
import { afterFailure } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";

/** Runs one of two lists of steps. `onError` is about the condition: steps of the lists have their own. */
export const compileWhen: StepCompiler<"when"> = (step, context) => {
  const { op: _op, then, else: otherwise, onError: policy = "reject", ...condition } = step;
  const holds = compileCondition(condition, context);
  const yes = context.compile(then, ["then"]);
  const no = otherwise && context.compile(otherwise, ["else"]);
  return {
    run(value, row) {
      const answer = holds.test(value, row);
      if (answer instanceof StepFailure) return afterFailure(answer, value, policy);
      if (answer) return yes.run(value, row);
      return no ? no.run(value, row) : value;
    },
    readsRow: holds.readsRow || yes.readsRow || (no?.readsRow ?? false),
    isCostly: true,
  };
};
