import type { ColumnMapping, ColumnMappingField } from "./document-schema.ts";

/** Rewrites a name of a column: a reference by id, by name, or to a hidden field or a system value. */
export type RenameReference = (reference: string) => string;

type RowSteps = ColumnMapping["rows"];

/** The field with every reference rewritten: in `from`, in steps and the steps inside of them, in conditions, templates and expressions. */
export function renameInField(field: ColumnMappingField, rename: RenameReference): ColumnMappingField {
  const { from, steps } = field;
  return {
    ...field,
    ...(from === undefined ? {} : { from: Array.isArray(from) ? from.map(rename) : rename(from) }),
    ...(steps ? { steps: steps.map((step) => renameInOperation(step, rename)) } : {}),
  };
}

/** The row steps with every reference rewritten. */
export function renameInRowSteps(rows: RowSteps, rename: RenameReference): RowSteps {
  return rows?.map((step) => renameInOperation(step, rename));
}

/** What a field refers to: columns, hidden fields and system values. */
export function referencesOfField(field: ColumnMappingField): Set<string> {
  const found = new Set<string>();
  renameInField(field, collectInto(found));
  return found;
}

/** What a row step refers to, and the columns that it makes. */
export function referencesOfRowStep(step: NonNullable<RowSteps>[number]): Set<string> {
  const found = new Set<string>();
  renameInOperation(step, collectInto(found));
  return found;
}

/** The columns that row steps make: references to these are to no column of the file. */
export function columnsMadeByRows(rows: RowSteps): Set<string> {
  return new Set(
    (rows ?? []).flatMap((step) => {
      if (step.op === "fillDown") return step.into ?? [];
      if (step.op !== "unpivot") return [];
      const groups = step.groups?.flatMap(({ columns }) => Object.keys(columns)) ?? [];
      return [step.name ?? "name", ...(step.groups ? groups : [step.value ?? "value"])];
    }),
  );
}

/** The columns that an expression names: `row["name"]`, `row['name']` and `row.name`. */
export function columnsInExpression(expression: string): Set<string> {
  const found = new Set<string>();
  renameInExpression(expression, collectInto(found));
  return found;
}

function collectInto(found: Set<string>): RenameReference {
  return (reference) => {
    found.add(reference);
    return reference;
  };
}

/** Keys of operations and conditions that hold a reference, or a list or record of them. `from` is one only in the values of a template. */
const REFERENCE_KEYS = new Set([
  "column",
  "columns",
  "keys",
  "byColumn",
  "equalsColumn",
  "containsColumn",
  "findColumn",
  "startColumn",
  "endColumn",
]);

/** Keys whose values hold operations or conditions with references of their own. */
const NESTED_KEYS = new Set(["then", "else", "all", "any", "not", "where", "until", "when", "groups"]);

function renameInOperation<Operation>(operation: Operation, rename: RenameReference): Operation {
  if (typeof operation !== "object" || operation === null) return operation;
  const { op } = operation as { readonly op?: string };
  const entries = Object.entries(operation).map(([key, value]: [string, unknown]) => {
    if (REFERENCE_KEYS.has(key)) return [key, renamed(value, rename)];
    if (NESTED_KEYS.has(key)) return [key, renameInNested(value, rename)];
    if (op === "template" && key === "text" && typeof value === "string") return [key, renameInText(value, operation, rename)];
    if (op === "template" && key === "values") return [key, renameInTemplateValues(value, rename)];
    if (op === "cel" && key === "expression" && typeof value === "string") return [key, renameInExpression(value, rename)];
    return [key, value];
  });
  return Object.fromEntries(entries) as Operation;
}

function renameInNested(value: unknown, rename: RenameReference): unknown {
  return Array.isArray(value) ? value.map((item) => renameInOperation<unknown>(item, rename)) : renameInOperation(value, rename);
}

function renamed(value: unknown, rename: RenameReference): unknown {
  if (typeof value === "string") return rename(value);
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, rename)]));
}

function renameInTemplateValues(values: unknown, rename: RenameReference): unknown {
  return Object.fromEntries(
    Object.entries((values ?? {}) as Readonly<Record<string, { from?: string; steps?: readonly unknown[] }>>).map(([name, value]) => [
      name,
      {
        ...value,
        ...(value.from === undefined ? {} : { from: rename(value.from) }),
        ...(value.steps ? { steps: value.steps.map((step) => renameInOperation(step, rename)) } : {}),
      },
    ]),
  );
}

/** Names in braces are columns, but for `{value}` and the template's own values. `{{` and `}}` are braces as text. */
function renameInText(text: string, operation: object, rename: RenameReference): string {
  const own = (operation as { readonly values?: object }).values ?? {};
  return text.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (piece, name: string | undefined) => {
    if (name === undefined || name === "value" || Object.hasOwn(own, name)) return piece;
    return `{${rename(name)}}`;
  });
}

const EXPRESSION_COLUMN = /\brow\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]|\brow\.([A-Za-z_]\w*)/g;

function renameInExpression(expression: string, rename: RenameReference): string {
  return expression.replaceAll(EXPRESSION_COLUMN, (text, double?: string, single?: string, member?: string) => {
    const name = member ?? (double ?? single ?? "").replaceAll(/\\(.)/g, "$1");
    const to = rename(name);
    return to === name ? text : `row[${JSON.stringify(to)}]`;
  });
}
