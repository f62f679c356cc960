import { compileCoalesce, compileJoin } from "./combine/combine.ts";
import { compileTemplate } from "./combine/template.ts";
import type { CanonicalStep } from "./canonical-step.ts";
import type { CompiledStep } from "./cell-step.ts";
import { compileMath } from "./numbers/math.ts";
import { compileNumber } from "./numbers/number.ts";
import type { StepCompiler, StepContext } from "./step-context.ts";
import { compileCase } from "./text/case.ts";
import { compileDecode, compileEncode } from "./text/coding.ts";
import { compileCollapse } from "./text/collapse.ts";
import { compileExtract } from "./text/extract.ts";
import { compileHash } from "./text/hash.ts";
import { compileMask } from "./text/mask.ts";
import { compileMeasure } from "./text/measure.ts";
import { compileNormalize } from "./text/normalize.ts";
import { compilePad } from "./text/pad.ts";
import { compileReplace } from "./text/replace.ts";
import { compileSlice } from "./text/slice.ts";
import { compileSplit } from "./text/split.ts";
import { compileTrim } from "./text/trim.ts";
import { compileBoolean } from "./values/boolean.ts";
import { compileCel } from "./values/cel.ts";
import { compileConst, compileDefault, compileNullIf } from "./values/constants.ts";
import { compileCustom } from "./values/custom.ts";
import { compileDate } from "./values/date.ts";
import { compileLookup } from "./values/lookup.ts";
import { compileWhen } from "./values/when.ts";

const COMPILERS: { readonly [Op in CanonicalStep["op"]]: StepCompiler<Op> } = {
  trim: compileTrim,
  collapse: compileCollapse,
  case: compileCase,
  normalize: compileNormalize,
  replace: compileReplace,
  extract: compileExtract,
  slice: compileSlice,
  pad: compilePad,
  split: compileSplit,
  measure: compileMeasure,
  mask: compileMask,
  decode: compileDecode,
  encode: compileEncode,
  hash: compileHash,
  join: compileJoin,
  coalesce: compileCoalesce,
  template: compileTemplate,
  when: compileWhen,
  number: compileNumber,
  math: compileMath,
  date: compileDate,
  boolean: compileBoolean,
  lookup: compileLookup,
  default: compileDefault,
  nullIf: compileNullIf,
  const: compileConst,
  cel: compileCel,
  custom: compileCustom,
};

/** Compiles one step, once for a job. @throws InvalidStep */
export function compileStep(step: CanonicalStep, context: StepContext): CompiledStep {
  return (COMPILERS[step.op] as StepCompiler<CanonicalStep["op"]>)(step, context);
}
