import { RowmillError } from "../../domain/errors.ts";
import { type FileLookup, fileNotFound } from "../../domain/file.ts";
import { mayUse } from "../../domain/may-use.ts";
import type { References } from "../../domain/input-references.ts";
import type { JobStore } from "../../ports/job-store.ts";
import { fileGuardOf, type HeldFiles } from "./file-guard.ts";
import { jobNotFound } from "../refusals.ts";

/** What one input names, and where its files are. */
export interface NamedReferences extends References {
  readonly userId: string | null;
  /** Where the files are; `undefined` if the manager does not know. */
  readonly storage: FileLookup | undefined;
  /** Names the job type in errors. */
  readonly type: string;
}

/** References that were looked up. The files cannot be deleted until they are released. */
export interface HeldReferences {
  /**
   * Refuses what the user may not use.
   * @throws RowmillError `FILE_NOT_FOUND`, `TEMPLATE_NOT_FOUND`, `JOB_NOT_FOUND`: another user's is treated as missing; `OPTION_INVALID` if the
   * manager does not know where to look
   */
  check(named: NamedReferences): void;
  release(): void;
}

/** Looks up what inputs name. Files: one call for each storage. Jobs: one call. */
export async function holdReferences(
  all: readonly NamedReferences[],
  store: Pick<JobStore<unknown>, "get" | "templates">,
): Promise<HeldReferences> {
  if (all.every(namesNothing)) return NOTHING_HELD;
  const held = new Map<FileLookup, HeldFiles>();
  const release = () => {
    for (const files of held.values()) files.release();
  };
  try {
    for (const [storage, ids] of inOrder(idsByStorage(all))) held.set(storage, await fileGuardOf(storage).hold([...ids]));
    const [templates, jobs] = await Promise.all([usableTemplates(all, store), usableJobs(all, store)]);
    return {
      check({ userId, storage, type, fileIds, files: { templateId }, jobIds }) {
        if (fileIds.length > 0 && !storage) throw unknownStorage(type);
        for (const id of fileIds) {
          const file = held.get(storage!)?.files.get(id);
          if (!file || !mayUse(file, userId)) throw fileNotFound(id);
        }
        if (templateId !== null && !store.templates) throw unknownTemplates(type);
        if (templateId !== null && !templates.has(keyOf(templateId, userId))) throw templateNotFound(templateId);
        for (const id of jobIds) if (!jobs.has(keyOf(id, userId))) throw jobNotFound(id);
      },
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

const NOTHING_HELD: HeldReferences = { check() {}, release() {} };

/** Whether there is nothing to look up. */
export function namesNothing({ fileIds, files, jobIds }: References): boolean {
  return fileIds.length === 0 && files.templateId === null && jobIds.length === 0;
}

function idsByStorage(all: readonly NamedReferences[]): Map<FileLookup, Set<string>> {
  const ids = new Map<FileLookup, Set<string>>();
  for (const { storage, fileIds } of all) {
    if (!storage || fileIds.length === 0) continue;
    const ofStorage = ids.get(storage) ?? new Set();
    for (const id of fileIds) ofStorage.add(id);
    ids.set(storage, ofStorage);
  }
  return ids;
}

/** The same order for every caller: two that hold files of one storage and wait for the other's would wait for each other. */
function inOrder(ids: ReadonlyMap<FileLookup, ReadonlySet<string>>): [FileLookup, ReadonlySet<string>][] {
  return [...ids].toSorted(([a], [b]) => fileGuardOf(a).order - fileGuardOf(b).order);
}

/** The templates that the users may use, as `keyOf` names them. */
async function usableTemplates(all: readonly NamedReferences[], { templates }: Pick<JobStore, "templates">): Promise<Set<string>> {
  const ids = new Set(all.flatMap(({ files: { templateId } }) => templateId ?? []));
  const found = new Map(await Promise.all(Array.from(ids, async (id) => [id, await templates?.get({ id })] as const)));
  const usable = all.flatMap(({ files: { templateId: id }, userId }) => {
    const template = id === null ? undefined : found.get(id);
    return id !== null && template && mayUse(template, userId) ? [keyOf(id, userId)] : [];
  });
  return new Set(usable);
}

/** The jobs that the users may read, as `keyOf` names them. */
async function usableJobs(all: readonly NamedReferences[], store: Pick<JobStore<unknown>, "get">): Promise<Set<string>> {
  const keys = new Map(all.flatMap(({ jobIds, userId }) => jobIds.map((id) => [keyOf(id, userId), { id, userId }] as const)));
  if (keys.size === 0) return new Set();
  const found = await store.get([...keys.values()]);
  return new Set([...keys.keys()].filter((_, index) => found[index]));
}

function keyOf(id: string, userId: string | null): string {
  return JSON.stringify([id, userId]);
}

function templateNotFound(id: string): RowmillError {
  return new RowmillError("TEMPLATE_NOT_FOUND", `There is no template ${shown(id)}`, { details: { templateId: id }, retriable: false });
}

function shown(id: string): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id);
}

function unknownStorage(type: string): RowmillError {
  const message =
    `The input of job type "${type}" names files, and the manager does not know where they are stored, so it cannot check who owns them: ` +
    `createTaskManager({ store, files }). If your own code checks it, define the type with ownership: "unchecked"`;
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}

function unknownTemplates(type: string): RowmillError {
  const message =
    `The input of job type "${type}" names a template, and the job store has none (store.templates), so its owner cannot be checked. ` +
    `If your own code checks it, define the type with ownership: "unchecked"`;
  return new RowmillError("OPTION_INVALID", message, { retriable: false });
}
