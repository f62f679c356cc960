import { StepFailure } from "../cell-step.ts";
import { compileCondition } from "../condition.ts";
import { afterFailure } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";

/** Runs one of two lists of steps. `onError` is about the condition: steps of the lists have their own. */
export const compileWhen: StepCompiler<"when"> = (step, context) => {
  const { op: _op, then, else: otherwise, onError: policy = "reject", ...tests } = step;
  const condition = compileCondition(tests, context);
  const yes = context.compile(then, ["then"]);
  const no = otherwise && context.compile(otherwise, ["else"]);
  return {
    run(value, row) {
      const holds = condition.test(value, row);
      if (holds instanceof StepFailure) return afterFailure(holds, value, policy);
      if (holds) return yes.run(value, row);
      return no ? no.run(value, row) : value;
    },
    readsRow: condition.readsRow || yes.readsRow || (no?.readsRow ?? false),
    isCostly: true,
  };
};
