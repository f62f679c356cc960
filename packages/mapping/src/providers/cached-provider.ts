import { createHash } from "node:crypto";
import type { MappingProvider, ProviderAnswer } from "./mapping-provider.ts";

/** Options of `cachedProvider`. */
export interface CachedProviderOptions {
  /** How many answers are kept; the one that was used longest ago goes first. @defaultValue 200 */
  readonly maxEntries?: number | undefined;
}

/**
 * A provider that answers a question that it has answered before from memory. `openaiProvider` does so by itself. Failures are not kept.
 *
 * @example
 * ```ts
 * const provider = cachedProvider(myProvider, { maxEntries: 1_000 });
 * ```
 */
export function cachedProvider(provider: MappingProvider, { maxEntries = 200 }: CachedProviderOptions = {}): MappingProvider {
  const answers = new Map<string, ProviderAnswer>();
  const keep = (key: string, answer: ProviderAnswer) => {
    answers.delete(key);
    answers.set(key, answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= maxEntries) break;
      answers.delete(oldest);
    }
  };
  return {
    ...provider,
    async answer(question, context) {
      const key = createHash("sha256").update(JSON.stringify(question)).digest("base64");
      const known = answers.get(key);
      if (known) {
        keep(key, known);
        context.report({ cachedAnswers: 1 });
        return known;
      }
      const answer = await provider.answer(question, context);
      keep(key, answer);
      return answer;
    },
  };
}
