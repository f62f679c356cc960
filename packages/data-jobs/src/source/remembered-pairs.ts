import type { CorrectionStore, JsonText } from "@rowmill/core/adapter";
import {
  type ColumnMapping,
  type MappingMemory,
  mappingMemorySchema,
  type NamedPair,
  recallDecisions,
  rememberDecisions,
  type Target,
  targetKey,
} from "@rowmill/mapping";

/** For how many targets of a user decisions are kept. */
const MAX_TARGETS = 200;
/** Saves of one user at the same moment wait for each other so often, then the last gives up: what it would remember is a convenience. */
const MAX_TRIES = 10;

/** Pairs that a user has accepted and rejected. */
interface DecidedPairs {
  readonly remembered: readonly NamedPair[];
  readonly rejected: readonly NamedPair[];
}

/**
 * What a user decided about pairs for a target, as options of `suggestMapping`: what is remembered, then what the caller names, which counts
 * more. Without a store only the latter.
 */
export async function decidedPairs(
  corrections: CorrectionStore | undefined,
  userId: string | null,
  target: Target,
  named: Partial<{ readonly [Key in keyof DecidedPairs]: DecidedPairs[Key] | undefined }>,
): Promise<DecidedPairs> {
  const { remembered = [], rejected = [] } = named;
  const stored = await corrections?.get({ userId, target: targetKey(target) });
  const memory = recallDecisions(memoryOf(stored?.pairs));
  const decided = new Set([...remembered, ...rejected].map(pairOf));
  const undecided = (pairs: readonly NamedPair[]) => pairs.filter((pair) => !decided.has(pairOf(pair)));
  return { remembered: [...undecided(memory.remembered), ...remembered], rejected: [...undecided(memory.rejected), ...rejected] };
}

function pairOf({ source, target }: NamedPair): string {
  return JSON.stringify([source, target]);
}

/** Remembers what a user decided in a document. Does nothing without a store. */
export async function rememberPairs(
  corrections: CorrectionStore | undefined,
  userId: string | null,
  document: ColumnMapping,
): Promise<void> {
  if (!corrections) return;
  const key = { userId, target: targetKey(document.target) };
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stored = await corrections.get(key);
    const before = memoryOf(stored?.pairs);
    const after = rememberDecisions(before, document);
    const pairs = JSON.stringify(after) as JsonText;
    if (pairs === JSON.stringify(before)) return;
    if (await corrections.replace(key, { pairs, expectedRevision: stored?.revision ?? 0, keepTargets: MAX_TARGETS })) return;
  }
}

/** What was stored, or nothing if it is no memory that this version knows. */
function memoryOf(stored: unknown): MappingMemory {
  const parsed = mappingMemorySchema.safeParse(stored);
  return parsed.success ? parsed.data : [];
}
