import { ownedText } from "../../values/owned-text.ts";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { basename } from "node:path";
import { RowmillError } from "@rowmill/core/errors";
import { analyzeFile } from "../../analyze/analyze-file.ts";
import { inputOf, type TableSource } from "../../bytes/input-of.ts";
import { readRows } from "../../read-rows.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { Mapping } from "../../transform/mapping.ts";
import { ownEntry } from "../../transform/plan/own-entry.ts";
import { lookupKey, type PlanResources, referenceKey } from "../../transform/plan/plan-resources.ts";
import type { CanonicalStep } from "../../transform/steps/canonical-step.ts";
import { walkSteps } from "../../transform/steps/walk-steps.ts";
import type { ReferenceFunction } from "../../validate/rule-context.ts";
import { loadCel } from "../../values/cel-language.ts";
import type { DayMonthOrder } from "../../values/dates/usual-dates.ts";
import { readOptionsOf, type RowOptions } from "./row-options.ts";

/** Entries of a table that is held in memory. */
const MAX_ENTRIES = 1_000_000;

/** Loads what a mapping needs beside itself: tables, expressions, the order of dates, facts about the file. */
export async function loadResources(
  mapping: Mapping,
  source: TableSource,
  columns: readonly string[],
  format: Pick<DetectedFormat, "sheet">,
  options: RowOptions,
): Promise<PlanResources> {
  const steps = mapping.fields.flatMap((field) => [...walkSteps(field.steps ?? [])].map(({ step }) => step));
  const hasExpressions = steps.some(({ op }) => op === "cel") || (mapping.rules ?? []).some(({ rule }) => rule === "row");
  return {
    cel: options.allowExpressions === true && hasExpressions ? await loadCel() : undefined,
    lookups: await loadLookups(steps, options),
    references: await loadReferences(mapping, options),
    dateOrders: steps.some(needsDateOrder) ? await dateOrders(source, columns, options) : undefined,
    secrets: options.secrets,
    hostSteps: options.steps,
    system: {
      fileName: options.fileName ?? (typeof source === "string" ? basename(source) : null),
      sheet: format.sheet,
      jobTime: options.jobTime ?? new Date(),
      fileId: options.fileId ?? (usesId(mapping) ? await hashOf(source, options.signal) : undefined),
    },
    temporaryFolder: options.temporaryFolder ?? tmpdir(),
  };
}

async function loadLookups(steps: readonly CanonicalStep[], options: RowOptions): Promise<ReadonlyMap<string, ReadonlyMap<string, Cell>>> {
  const lookups = new Map<string, ReadonlyMap<string, Cell>>();
  for (const step of steps) {
    if (step.op !== "lookup" || step.file === undefined) continue;
    const name = lookupKey(step.file, step.key, step.value);
    const table = ownEntry(options.files, step.file);
    if (table === undefined || lookups.has(name)) continue;
    lookups.set(
      name,
      table instanceof Map ? table : await lookupTable(step.file, table as TableSource, [step.key, step.value], options.signal),
    );
  }
  return lookups;
}

/** The keys and values of a file. A key with two values is refused: neither can be chosen. */
async function lookupTable(
  name: string,
  source: TableSource,
  columns: readonly (string | undefined)[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Cell>> {
  const table = new Map<string, Cell>();
  for await (const { rows, columns: names } of readRows(source, { signal })) {
    const [keyPlace, valuePlace] = columns.map((column, index) => placeOf(name, names, column, index));
    for (const row of rows) {
      const key = ownedText(row[keyPlace ?? 0] ?? "");
      const value = row[valuePlace ?? 1] ?? null;
      const known = table.get(key);
      if (known !== undefined && known !== value) {
        throw invalidTable(`The table ${JSON.stringify(name)} has two values for the key ${JSON.stringify(key)}: remove one`);
      }
      table.set(key, value === null ? null : ownedText(value));
      if (table.size > MAX_ENTRIES)
        throw invalidTable(`The table ${JSON.stringify(name)} has more than ${MAX_ENTRIES} entries, which a lookup does not hold`);
    }
  }
  return table;
}

async function loadReferences(mapping: Mapping, options: RowOptions): Promise<ReadonlyMap<string, ReferenceFunction>> {
  const references = new Map<string, ReferenceFunction>();
  for (const rule of mapping.rules ?? []) {
    if (rule.rule !== "foreignKeys") continue;
    const { resource, fields = rule.fields } = rule.reference;
    const name = referenceKey(resource, fields);
    const known = ownEntry(options.references, resource);
    const table = ownEntry(options.files, resource);
    if (known) references.set(name, known);
    else if (table !== undefined && !references.has(name)) references.set(name, await keysOf(resource, table, fields, options.signal));
  }
  return references;
}

async function keysOf(
  name: string,
  table: TableSource | ReadonlyMap<string, string>,
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReferenceFunction> {
  const keys = new Set<string>();
  if (table instanceof Map) for (const key of table.keys()) keys.add(JSON.stringify([key]));
  else {
    for await (const { rows, columns } of readRows(table as TableSource, { signal })) {
      const places = fields.map((field, index) => placeOf(name, columns, field, index));
      for (const row of rows) keys.add(JSON.stringify(places.map((place) => row[place] ?? "")));
      if (keys.size > MAX_ENTRIES)
        throw invalidTable(`The table ${JSON.stringify(name)} has more than ${MAX_ENTRIES} keys: pass a function in the option references`);
    }
  }
  return (wanted) => wanted.map((key) => keys.has(JSON.stringify(key)));
}

function placeOf(table: string, columns: readonly string[], column: string | undefined, otherwise: number): number {
  const place = column === undefined ? otherwise : columns.indexOf(column);
  if (place >= 0 && place < columns.length) return place;
  const what = column === undefined ? `column ${otherwise + 1}` : `the column ${JSON.stringify(column)}`;
  throw invalidTable(`The table ${JSON.stringify(table)} has not ${what}`);
}

function invalidTable(message: string): RowmillError {
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}

function needsDateOrder(step: CanonicalStep): boolean {
  return step.op === "date" && step.from === undefined && (step.order ?? "column") === "column";
}

/** How the columns of a file write numeric dates: of the given profile, or of one that is made now. Nothing is known of a stream. */
async function dateOrders(
  source: TableSource,
  columns: readonly string[],
  options: RowOptions,
): Promise<readonly (DayMonthOrder | undefined)[]> {
  const isRereadable = typeof source === "string" || source instanceof Uint8Array;
  const profile = options.profile ?? (isRereadable ? await analyzeFile(source, { ...readOptionsOf(options), thread: false }) : undefined);
  return columns.map((_, index) => {
    const order = profile?.columns.find((column) => column.index === index)?.dateOrder;
    if (order === "day_first") return "dayFirst";
    return order === "month_first" ? "monthFirst" : undefined;
  });
}

function usesId(mapping: Mapping): boolean {
  return JSON.stringify(mapping.fields).includes("$id");
}

async function hashOf(source: TableSource, signal: AbortSignal | undefined): Promise<string | undefined> {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) return undefined;
  const hash = createHash("sha256");
  for await (const chunk of (await inputOf(source, signal)).open()) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest("hex");
}
