import { isFinished, fromJsonText, MAX_SIGNALS, type NewSignal, type SignalOutcome, type WaitRequest } from "@rowmill/core/adapter";
import type { WaitingFor, Wakeup } from "@rowmill/core";
import type { Families } from "./family.ts";
import type { Row } from "../jobs/row.ts";

/** What a row waits for, as of now. */
export function toWaitingFor({ children, signal, until }: WaitRequest, nowMs: number): WaitingFor {
  const at = until && ("at" in until ? until.at.getTime() : nowMs + until.inMs);
  return { children, signal, until: at === null ? null : new Date(at) };
}

/** What ends the wait of a row now, if anything does. A signal is used up. */
export function takeWakeup(row: Row, families: Families, nowMs: number): Wakeup | undefined {
  const { children = null, signal: name = null, until = null } = row.waitingFor ?? {};
  const signal = name === null ? undefined : row.signals.find((kept) => kept.name === name && !kept.isUsed);
  if (signal) {
    signal.isUsed = true;
    return { by: "signal", signal: signal.name, payload: fromJsonText(signal.payload) };
  }
  if (children !== null && (families.unfinishedOf(row.id).size === 0 || (children === "failed" && hasFailed(row, families)))) {
    return { by: "children" };
  }
  return until && until.getTime() <= nowMs ? { by: "time" } : undefined;
}

function hasFailed({ id }: Row, families: Families): boolean {
  for (const { status } of families.childrenOf(id)) if (status === "failed" || status === "cancelled") return true;
  return false;
}

/** Keeps a signal with its row. */
export function keepSignal(
  row: Row,
  { name, payload, key = `attempt ${row.claimNo}`, ifEarly = "keep" }: NewSignal,
): SignalOutcome["became"] {
  const known = row.signals.find((kept) => kept.name === name && kept.key === key);
  if (known) return known.payload === payload ? "known" : "differs";
  if (isFinished(row.status)) return "finished";
  if (row.waitingFor && row.waitingFor.signal !== name) return "else";
  const isDecided = row.signals.some((kept) => kept.name === name && !kept.isUsed);
  if (ifEarly === "refuse" && (!row.waitingFor || isDecided)) return "early";
  if (row.signals.length >= MAX_SIGNALS) return "full";
  row.signals = [...row.signals, { name, key, payload, isUsed: false }];
  return "kept";
}
