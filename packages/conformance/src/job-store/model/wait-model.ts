import type { Job } from "@rowmill/core";
import { isFinished, nextStatus, progressOfChildren, type SignalOutcome } from "@rowmill/core/adapter";
import { cancelled, canClaim, claimed, createdJob, isActive, type ModelJob, reclaimed, retried } from "./model-job.ts";

/** What a job of the model waits for. */
export interface ModelWait {
  readonly children: "settled" | "failed" | null;
  readonly signal: string | null;
  readonly untilMs: number | null;
}

/** A signal that the model keeps. */
interface ModelSignal {
  readonly name: string;
  readonly key: string;
  readonly payload: number;
  readonly isUsed: boolean;
}

/** A job of the model that can wait and have children. */
export interface ModelMember extends ModelJob {
  readonly id: string;
  readonly parentId: string | null;
  readonly weight: number;
  /** Held until its parent lets it run: its `dueAtMs` is infinite. */
  readonly isHeld: boolean;
  readonly childConcurrency: number | null;
  readonly wait: ModelWait | null;
  readonly wakeup: Job["wakeup"];
  readonly signals: readonly ModelSignal[];
  /** The claim that was given last. */
  readonly claimNo: number;
}

/** Describes a job that was just created. */
export function createdMember(
  id: string,
  nowMs: number,
  parent?: { readonly id: string; readonly isLimited: boolean; readonly weight: number },
): ModelMember {
  const isHeld = parent?.isLimited ?? false;
  return {
    ...createdJob(isHeld ? Infinity : nowMs),
    id,
    parentId: parent?.id ?? null,
    weight: parent?.weight ?? 1,
    isHeld,
    childConcurrency: null,
    wait: null,
    wakeup: null,
    signals: [],
    claimNo: 0,
  };
}

/** Whether an attempt owns the job, however late its lease is. */
export function isOwned({ status, wait, heldUntilMs }: ModelMember): boolean {
  return status === "processing" && wait === null && heldUntilMs !== null;
}

/** Whether its lease has lapsed. A job that waits has none. */
export function hasLapsed(member: ModelMember, nowMs: number): boolean {
  return isOwned(member) && !isActive(member, nowMs);
}

/** The jobs of a model, by their ids, and what happens to them together. */
export class ModelFamilies {
  readonly members = new Map<string, ModelMember>();

  get(id: string): ModelMember {
    return this.members.get(id)!;
  }

  put(member: ModelMember): void {
    this.members.set(member.id, member);
  }

  childrenOf(id: string): ModelMember[] {
    return [...this.members.values()].filter(({ parentId }) => parentId === id);
  }

  /** A job that can be claimed, after that. What a wait has brought keeps its progress, as a checkpoint does. */
  claim(id: string, nowMs: number): boolean {
    const member = this.get(id);
    if (!canClaim(member, nowMs)) return false;
    const progress = member.wakeup === null ? claimed(member, nowMs).progress : member.progress;
    this.put({ ...member, ...claimed(member, nowMs), progress, claimNo: member.claimNo + 1 });
    return true;
  }

  /** A job whose attempt ends by waiting. */
  suspend(id: string, wait: ModelWait): void {
    const member = this.get(id);
    this.put({ ...member, wait, wakeup: null, attempt: member.attempt - 1, crashes: 0, heldUntilMs: null });
  }

  /** Keeps a signal. Returns what becomes of it. */
  signal(id: string, name: string, payload: number, givenKey: string | undefined): SignalOutcome["became"] {
    const member = this.get(id);
    const key = givenKey ?? `attempt ${member.claimNo}`;
    const known = member.signals.find((kept) => kept.name === name && kept.key === key);
    if (known) return known.payload === payload ? "known" : "differs";
    if (isFinished(member.status)) return "finished";
    if (member.wait && member.wait.signal !== name) return "else";
    this.put({ ...member, signals: [...member.signals, { name, key, payload, isUsed: false }] });
    return "kept";
  }

  /** Ends the wait of a job, if it is over. Returns whether it did. */
  wake(id: string, nowMs: number): boolean {
    const member = this.get(id);
    const { wait } = member;
    if (!wait) return false;
    const signal = member.signals.find(({ name, isUsed }) => name === wait.signal && !isUsed);
    const wakeup = signal
      ? { by: "signal" as const, signal: signal.name, payload: signal.payload }
      : this.#areChildrenDone(member)
        ? { by: "children" as const }
        : wait.untilMs !== null && wait.untilMs <= nowMs
          ? { by: "time" as const }
          : undefined;
    if (!wakeup) return false;
    const signals = member.signals.map((kept) => (kept === signal ? { ...kept, isUsed: true } : kept));
    const status = nextStatus(member.status, "wake")!;
    this.put({ ...member, status, wait: null, wakeup, signals, dueAtMs: nowMs });
    return true;
  }

  /** Lets held children of a job go, the oldest first, as many as there is room for. */
  release(id: string, nowMs: number): void {
    const { childConcurrency } = this.get(id);
    if (childConcurrency === null) return;
    const unfinished = this.childrenOf(id).filter(({ status }) => !isFinished(status));
    const held = unfinished.filter(({ isHeld }) => isHeld);
    const room = Math.max(0, childConcurrency - (unfinished.length - held.length));
    for (const child of held.slice(0, room)) this.put({ ...child, isHeld: false, dueAtMs: nowMs });
  }

  cancel(id: string): boolean {
    const member = this.get(id);
    const after = cancelled(member);
    if (after === member) return false;
    this.put({ ...member, ...after, wait: null });
    return true;
  }

  /** Cancels the unfinished children of jobs that have failed or were cancelled, and theirs. Returns their ids. */
  cancelOrphans(): string[] {
    const ids: string[] = [];
    for (let found = this.#orphans(); found.length > 0; found = this.#orphans()) {
      for (const id of found) this.cancel(id);
      ids.push(...found);
    }
    return ids;
  }

  /** Starts a job over, and with it its descendants that have not completed. */
  retry(id: string, nowMs: number, isHeld = false): boolean {
    const member = this.get(id);
    const after = retried(member, nowMs);
    if (after === member) return false;
    this.put({ ...member, ...after, wakeup: null, isHeld, dueAtMs: isHeld ? Infinity : nowMs });
    for (const child of this.childrenOf(id)) this.retry(child.id, nowMs, member.childConcurrency !== null);
    return true;
  }

  reclaim(id: string, nowMs: number): void {
    this.put({ ...this.get(id), ...reclaimed(this.get(id), nowMs) });
  }

  /** Writes the progress of a job that waits for its children. */
  follow(id: string): void {
    const member = this.get(id);
    if (!member.wait?.children) return;
    const sum = { weight: 0, progress: 0 };
    for (const child of this.childrenOf(id)) {
      sum.weight += child.weight;
      sum.progress += child.weight * (isFinished(child.status) ? 100 : child.progress);
    }
    this.put({ ...member, progress: Math.max(member.progress, progressOfChildren(sum)) });
  }

  #orphans(): string[] {
    return [...this.members.values()].flatMap(({ id, parentId, status }) => {
      const parent = parentId === null ? undefined : this.get(parentId);
      return !isFinished(status) && (parent?.status === "failed" || parent?.status === "cancelled") ? [id] : [];
    });
  }

  #areChildrenDone({ id, wait }: ModelMember): boolean {
    if (!wait?.children) return false;
    const children = this.childrenOf(id);
    const hasFailed = children.some(({ status }) => status === "failed" || status === "cancelled");
    return children.every(({ status }) => isFinished(status)) || (wait.children === "failed" && hasFailed);
  }
}
