import type { Mapping } from "../../../transform/mapping.ts";
/** Why a mapping needs more than its own document and the row at hand; `undefined` if it does not. */
export declare function needsHost({ rows, fields, rules, limits, source }: Mapping): string | undefined;
//# sourceMappingURL=needs-host.d.ts.map
