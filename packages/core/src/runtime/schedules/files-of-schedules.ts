import type { StoredFile } from "../../domain/file.ts";
import type { Registry } from "../../domain/registry.ts";
import type { Schedule } from "../../domain/schedule.ts";
import type { ScheduleKey, ScheduleStore } from "../../ports/schedule-store.ts";

const PAGE_SIZE = 200;

/** The files that schedules need for jobs that they have yet to create. */
export interface FilesOfSchedules {
  /** Whether a schedule names a file, or may name it: what a schedule of a type names that this process does not know is not known here. */
  mayName(file: Pick<StoredFile, "id" | "userId">): boolean;
}

/** Reads all schedules and finds the files that their inputs name. */
export async function filesOfSchedules(schedules: ScheduleStore | undefined, registry: Pick<Registry, "get">): Promise<FilesOfSchedules> {
  const ids = new Set<string>();
  const owners = new Set<string | null>();
  for await (const schedule of all(schedules)) {
    const named = await filesOf(schedule, registry);
    if (named === "unknown") owners.add(schedule.userId);
    else for (const id of named) ids.add(id);
  }
  return { mayName: ({ id, userId }) => ids.has(id) || owners.has(userId) };
}

async function filesOf({ type, input }: Schedule, registry: Pick<Registry, "get">): Promise<readonly string[] | "unknown"> {
  const jobType = registry.get(type)?.jobType;
  if (!jobType) return "unknown";
  if (!jobType.files) return [];
  try {
    const { inputFileId, referenceFileId, otherFileIds = [] } = jobType.files(await jobType.input.parseAsync(input));
    return [inputFileId, referenceFileId, ...otherFileIds].filter((id) => typeof id === "string");
  } catch {
    // The type has changed since, or its schema asks a database that is away.
    return "unknown";
  }
}

async function* all(schedules: ScheduleStore | undefined): AsyncGenerator<Schedule> {
  let after: ScheduleKey | undefined;
  do {
    const page: readonly Schedule[] = (await schedules?.list({ limit: PAGE_SIZE, after })) ?? [];
    yield* page;
    after = page.length < PAGE_SIZE ? undefined : page.at(-1);
  } while (after);
}
