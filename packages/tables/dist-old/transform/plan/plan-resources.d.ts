import type { Cell } from "../../table/table-reader.ts";
import type { CelLanguage } from "../../values/cel-language.ts";
import type { DayMonthOrder } from "../../values/dates/usual-dates.ts";
import type { ReferenceFunction } from "../../validate/rule-context.ts";
import type { AnyHostStep } from "../host/host-step.ts";
/** What a mapping needs beside itself, loaded before it is compiled. */
export interface PlanResources {
  /** The language of expressions, if the host allows them. */
  readonly cel?: CelLanguage | undefined;
  /** The tables that lookups name, by `lookupKey`. */
  readonly lookups?: ReadonlyMap<string, ReadonlyMap<string, Cell>> | undefined;
  /** How the columns of the file write numeric dates, where that is known. */
  readonly dateOrders?: readonly (DayMonthOrder | undefined)[] | undefined;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  readonly hostSteps?: readonly AnyHostStep[] | undefined;
  /** What knows the keys of the resources that foreign keys name, by `referenceKey`. */
  readonly references?: ReadonlyMap<string, ReferenceFunction> | undefined;
  readonly system?: SystemFacts | undefined;
  /** Where row steps and rules put what does not fit into memory. */
  readonly temporaryFolder: string;
}
/** What the system's values are made of. */
export interface SystemFacts {
  readonly fileName: string | null;
  readonly sheet: string | null;
  readonly jobTime: Date;
  /** What `$id` is made of: the SHA-256 of the file. */
  readonly fileId: string | undefined;
}
/** The name of a lookup's table among the loaded ones. */
export declare function lookupKey(file: string, key: string | undefined, value: string | undefined): string;
/** The name of a reference among the loaded ones: the table and its columns. */
export declare function referenceKey(resource: string, fields: readonly string[]): string;
//# sourceMappingURL=plan-resources.d.ts.map
