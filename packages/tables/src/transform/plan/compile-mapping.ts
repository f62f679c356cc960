import { compileRules } from "../../validate/compile-rules.ts";
import { InvalidRule, type RuleContext } from "../../validate/rule-context.ts";
import { pathText } from "../schema-problems.ts";
import type { Mapping, MappingField } from "../mapping.ts";
import { mappingInvalid, type MappingProblem } from "../mapping-problem.ts";
import { HostCalls } from "../host/host-step.ts";
import { compileRowSteps } from "../rows/compile-row-steps.ts";
import { canonicalStep } from "../steps/canonical-step.ts";
import { type CellFunction, type ColumnReader, InvalidStep, StepFailure } from "../steps/cell-step.ts";
import { compileSteps, keepingResults, type OuterContext } from "../steps/compile-steps.ts";
import { type ColumnScope, fileScope } from "./column-scope.ts";
import { fieldsMatchProblem } from "./fields-match.ts";
import { ownEntry } from "./own-entry.ts";
import { lookupKey, type PlanResources, referenceKey } from "./plan-resources.ts";
import { isSystemValue, systemReader } from "./system-values.ts";
import type { FieldInput, PlannedField, TransformPlan } from "./transform-plan.ts";

type Path = readonly (string | number)[];

/**
 * Compiles a mapping for the columns of a file.
 * @param columns - what the file's columns are called, by position
 * @throws RowmillError `MAPPING_INVALID` with all problems: columns that are not there, targets that come twice, parameters that do not fit
 */
export function compileMapping(mapping: Mapping, columns: readonly string[], resources: PlanResources): TransformPlan {
  const problems: MappingProblem[] = [];
  const report = (path: Path, message: string) => {
    problems.push({ path: pathText(path), message });
  };
  const known = mapping.source?.columns ?? [];
  const first = fileScope(columns, known, (index, message) => report(["source", "columns", index], message));
  const mismatch = fieldsMatchProblem(
    mapping.source?.fieldsMatch,
    known.map(({ name }) => name),
    columns,
  );
  if (mismatch) report(["source", "fieldsMatch"], mismatch);
  const { steps: rowSteps, scope } = compileRowSteps(mapping.rows ?? [], first, resources.temporaryFolder, report);
  const fields = new FieldCompiler(mapping.fields, scope, resources, report);
  const { planned, output, hostCalls } = fields.compileAll();
  const rules = compileRules(mapping.rules ?? [], ruleContext(planned, resources), (path, message) => report(["rules", ...path], message));
  for (const name of ["nullValues", "duplicateValues"] as const) {
    for (const [index, { field }] of (mapping.limits?.[name] ?? []).entries()) {
      if (!planned.some(({ target }) => target === field))
        report(["limits", name, index, "field"], `There is no field ${JSON.stringify(field)}`);
    }
  }
  if (problems.length > 0) throw mappingInvalid(problems);
  return { sourceColumns: columns, rowSteps, fields: planned, output, hostCalls, rules };
}

/** What rules are compiled with: the fields of the result, hidden ones too. */
function ruleContext(fields: readonly PlannedField[], { cel, references, temporaryFolder }: PlanResources): RuleContext {
  return {
    cel,
    temporaryFolder,
    field(name, parameter) {
      const place = fields.findIndex(({ target }) => target === name);
      if (place < 0) throw new InvalidRule(parameter, `There is no field ${JSON.stringify(name)}`);
      return { name, place, column: fields[place]?.column };
    },
    reference({ fields: names, reference }) {
      const known = references?.get(referenceKey(reference.resource, reference.fields ?? names));
      if (known) return known;
      throw new InvalidRule(
        "reference",
        `There is no reference ${JSON.stringify(reference.resource)}: pass it in the option references or files`,
      );
    },
  };
}

/** Compiles fields, each after the hidden ones that it reads. */
class FieldCompiler {
  readonly #fields: readonly MappingField[];
  readonly #scope: ColumnScope;
  readonly #resources: PlanResources;
  readonly #report: (path: Path, message: string) => void;
  readonly #planned: PlannedField[] = [];
  readonly #hostCalls: HostCalls[] = [];
  /** The place of each field among the planned ones, `undefined` while it is compiled. */
  readonly #places = new Map<number, number | undefined>();

  constructor(
    fields: readonly MappingField[],
    scope: ColumnScope,
    resources: PlanResources,
    report: (path: Path, message: string) => void,
  ) {
    this.#fields = fields;
    this.#scope = scope;
    this.#resources = resources;
    this.#report = report;
  }

  compileAll(): {
    readonly planned: readonly PlannedField[];
    readonly output: readonly number[];
    readonly hostCalls: readonly HostCalls[];
  } {
    const output: number[] = [];
    const targets = new Set<string>();
    for (const [index, { target, hidden = false }] of this.#fields.entries()) {
      if (targets.has(target)) this.#report(["fields", index, "target"], `Another field has the target ${JSON.stringify(target)}, too`);
      targets.add(target);
      if (hidden && this.#scope.has(target)) {
        this.#report(
          ["fields", index, "target"],
          `A column of the file is called ${JSON.stringify(target)}, too: choose another name for the hidden field`,
        );
      }
      const place = this.#place(index);
      if (!hidden && place !== undefined) output.push(place);
    }
    if (this.#fields.every(({ hidden }) => hidden)) this.#report(["fields"], "All fields are hidden");
    return { planned: this.#planned, output, hostCalls: this.#hostCalls };
  }

  /** Where a field is among the planned ones; compiles it first, if that was not done. `undefined` if it is being compiled. */
  #place(index: number): number | undefined {
    if (this.#places.has(index)) return this.#places.get(index);
    this.#places.set(index, undefined);
    const field = this.#fields[index];
    if (field === undefined) return undefined;
    const planned = this.#compile(field, ["fields", index]);
    const place = this.#planned.push(planned) - 1;
    this.#places.set(index, place);
    return place;
  }

  #compile(field: MappingField, path: Path): PlannedField {
    const { target, hidden = false, steps = [] } = field;
    const from = [field.from ?? []].flat();
    const references = new Set<string>();
    const sources = new Set<string>();
    let usesOthers = false;
    const read = (reference: string, parameter: string) => {
      const reader = this.#reader(reference, parameter);
      sources.add(reference);
      return reader;
    };
    const column = (reference: string, parameter: string) => {
      references.add(reference);
      return read(reference, parameter);
    };
    const attempt = <Made>(below: Path, make: () => Made): Made | undefined => {
      try {
        return make();
      } catch (error) {
        if (!(error instanceof InvalidStep)) throw error;
        this.#report([...path, ...below], error.message);
        return undefined;
      }
    };
    const start = this.#start(field, from, path, attempt, read);
    const others = from.slice(1).flatMap((reference, index) => attempt(["from", index + 1], () => read(reference, "")) ?? []);
    const context: OuterContext = {
      column,
      otherColumns() {
        usesOthers = true;
        return others;
      },
      ...this.#outside(),
      dateOrderOf: (reference) => this.#dateOrder(reference ?? from[0]),
    };
    const compiled = compileSteps(steps, [...path, "steps"], context, this.#report);
    if (!usesOthers) {
      for (const [index, reference] of from.entries()) {
        if (index > 0 && !references.has(reference))
          this.#report([...path, "from", index], `No step uses ${JSON.stringify(reference)}: add join, coalesce or template`);
      }
    }
    const canonical = steps.flatMap((step) => canonicalStep(step) ?? []);
    const run = keepingResults(compiled);
    return {
      target,
      hidden,
      input: start.input,
      steps: canonical,
      column: this.#columnName(from[0]),
      isPure: !compiled.readsRow && !canonical.some(({ op }) => op === "custom"),
      ...this.#readsOf(sources),
      run: canonical.length === 0 ? start.read : withStart(start.read, run),
    };
  }

  /** What a field depends on that reads these columns, hidden fields and system's values. */
  #readsOf(references: ReadonlySet<string>): Pick<PlannedField, "reads" | "readsSystem"> {
    const reads = new Set<number>();
    let readsSystem = false;
    for (const reference of references) {
      const hidden = this.#hiddenField(reference);
      const field = hidden < 0 ? undefined : this.#planned[this.#places.get(hidden) ?? -1];
      for (const column of field?.reads ?? []) reads.add(column);
      readsSystem ||= isSystemValue(reference) || field?.readsSystem === true;
      if (!isSystemValue(reference) && hidden < 0) reads.add(this.#scope.find(reference, ""));
    }
    return { reads: [...reads].toSorted((a, b) => a - b), readsSystem };
  }

  #start(
    field: MappingField,
    from: readonly string[],
    path: Path,
    attempt: <Made>(below: Path, make: () => Made) => Made | undefined,
    readColumn: (reference: string, parameter: string) => ColumnReader,
  ) {
    const { steps = [] } = field;
    const given = [from.length > 0, field.const !== undefined, field.system !== undefined].filter(Boolean).length;
    if (given > 1) this.#report(path, "Only one of from, const and system is allowed");
    const nothing = { input: { kind: "const", value: field.const ?? null } satisfies FieldInput, read: () => field.const ?? null };
    if (given === 0 && !makesValue(steps[0]))
      this.#report(path, "One of from, const and system is expected, or a first step that makes a value: template, join, coalesce, const");
    const reference = from[0] ?? field.system;
    if (reference === undefined) return nothing;
    const below = field.system === undefined ? (Array.isArray(field.from) ? ["from", 0] : ["from"]) : ["system"];
    const read = attempt(below, () => readColumn(reference, ""));
    return read ? { input: this.#inputOf(reference), read } : nothing;
  }

  /** @throws InvalidStep */
  #reader(reference: string, parameter: string): ColumnReader {
    if (isSystemValue(reference)) return systemReader(reference, this.#resources.system, parameter);
    const hidden = this.#hiddenField(reference);
    if (hidden < 0) {
      const place = this.#scope.find(reference, parameter);
      return ({ cells }) => cells[place] ?? null;
    }
    const place = this.#place(hidden);
    if (place === undefined) throw new InvalidStep(parameter, `The hidden field ${JSON.stringify(reference)} needs its own value`);
    return ({ fields }) => fields[place] ?? null;
  }

  #hiddenField(reference: string): number {
    return this.#fields.findIndex(({ target, hidden }) => hidden === true && target === reference);
  }

  #inputOf(reference: string): FieldInput {
    if (isSystemValue(reference)) return { kind: "system", name: reference };
    const hidden = this.#hiddenField(reference);
    if (hidden >= 0) return { kind: "field", index: this.#places.get(hidden) ?? -1 };
    return { kind: "column", index: this.#scope.find(reference, "") };
  }

  /** What a column is called in the file. */
  #columnName(reference: string | undefined): string | undefined {
    if (reference === undefined || isSystemValue(reference) || !this.#scope.has(reference)) return undefined;
    return this.#scope.columns[this.#position(reference) ?? -1]?.name;
  }

  #position(reference: string): number | undefined {
    try {
      return this.#scope.find(reference, "");
    } catch {
      return undefined;
    }
  }

  #dateOrder(reference: string | undefined) {
    const position = reference === undefined ? undefined : this.#position(reference);
    const source = position === undefined ? undefined : this.#scope.columns[position]?.source;
    return source === undefined ? undefined : this.#resources.dateOrders?.[source];
  }

  #outside(): Pick<OuterContext, "lookupTable" | "secret" | "expression" | "custom"> {
    const { lookups, secrets, cel, hostSteps = [] } = this.#resources;
    return {
      lookupTable(file, key, value) {
        const table = lookups?.get(lookupKey(file, key, value));
        if (table === undefined) throw new InvalidStep("file", `There is no table ${JSON.stringify(file)}: pass it in the option files`);
        return table;
      },
      secret(name) {
        const secret = ownEntry(secrets, name);
        if (secret === undefined)
          throw new InvalidStep("secret", `There is no secret ${JSON.stringify(name)}: pass it in the option secrets`);
        return secret;
      },
      expression(source) {
        if (cel === undefined) throw new InvalidStep("expression", "Expressions are not allowed here: see the option allowExpressions");
        try {
          return cel.compile(source);
        } catch (error) {
          throw new InvalidStep("expression", error instanceof Error ? error.message : String(error));
        }
      },
      custom: ({ name, params }) => {
        const step = hostSteps.find((one) => one.name === name);
        if (step === undefined) {
          const names = hostSteps.map((one) => JSON.stringify(one.name)).join(", ");
          throw new InvalidStep("name", `The host has no step ${JSON.stringify(name)}${names === "" ? "" : `, but ${names}`}`);
        }
        const calls = new HostCalls(step, params);
        this.#hostCalls.push(calls);
        return calls.run;
      },
    };
  }
}

function withStart(read: ColumnReader, run: CellFunction): PlannedField["run"] {
  return (row) => {
    const value = read(row);
    return value instanceof StepFailure ? value : run(value, row);
  };
}

/** Whether a step makes a value of nothing. */
function makesValue(step: NonNullable<MappingField["steps"]>[number] | undefined): boolean {
  if (step === undefined) return false;
  const canonical = canonicalStep(step);
  if (canonical?.op === "join" || canonical?.op === "coalesce") return canonical.columns !== undefined;
  return canonical !== undefined && ["template", "const", "cel"].includes(canonical.op);
}
