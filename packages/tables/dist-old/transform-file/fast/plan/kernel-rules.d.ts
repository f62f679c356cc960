import type { Rule } from "../../../validate/rule-schema.ts";
import type { FastCheck } from "./fast-plan.ts";
/** A check of the kernel that lets pass only what a rule allows; `undefined` where it has none. */
export declare function kernelCheck(rule: Rule): FastCheck | undefined;
//# sourceMappingURL=kernel-rules.d.ts.map
