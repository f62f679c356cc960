import type { Json } from "./json.ts";

/** What becomes of slots that passed while no process was there to see them. */
export type MissedSlots = "run_once" | "skip";

/** What happens when a slot comes while the job of an earlier one has not finished. */
export type OverlapPolicy = "allow" | "skip";

/** When jobs of a kind are created by themselves. A copy: changing it changes nothing. */
export interface Schedule {
  /** Names it among the schedules of its owner. */
  readonly id: string;
  /** Whose jobs it creates, or `null` for no user in particular. */
  readonly userId: string | null;
  /** The cron expression, of five fields, or six with seconds in front. */
  readonly cron: string;
  /** The IANA name of the time zone that the expression is read in. */
  readonly timeZone: string;
  readonly type: string;
  /** The raw JSON that each job is created with. */
  readonly input: Json;
  /** `null`: the job type's own. */
  readonly priority: number | null;
  readonly missed: MissedSlots;
  readonly overlap: OverlapPolicy;
  readonly isPaused: boolean;
  /** The slot that comes next, or, while nobody has seen to it, the one that has just come; `null` if none will ever. */
  readonly nextAt: Date | null;
  /** The slot that the newest job was created for. */
  readonly lastAt: Date | null;
  readonly lastJobId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The longest id of a schedule, in characters: with a slot behind it, it is an idempotency key. */
export const MAX_SCHEDULE_ID_LENGTH = 200;

/** How late a slot may be seen to and still count as in time, in milliseconds: processes look every few seconds, and restart. */
const IN_TIME_MS = 60_000;

/** Whether a slot that has come is to be passed over, and why. */
export function skipReason(
  { missed, overlap, nextAt }: Pick<Schedule, "missed" | "overlap" | "nextAt">,
  now: Date,
  isLastJobFinished: boolean,
): "missed" | "overlap" | undefined {
  if (missed === "skip" && nextAt !== null && now.getTime() - nextAt.getTime() > IN_TIME_MS) return "missed";
  if (overlap === "skip" && !isLastJobFinished) return "overlap";
  return undefined;
}

/** What asks for the job of a slot: however many processes see to the slot, one job is created. */
export function slotKey({ id }: Pick<Schedule, "id">, slot: Date): string {
  return `schedule:${id}:${slot.toISOString()}`;
}
