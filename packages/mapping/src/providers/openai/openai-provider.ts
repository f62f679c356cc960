import { checkOptions, RowmillError } from "@rowmill/core/errors";
import { cachedProvider } from "../cached-provider.ts";
import type { Embed, MappingProvider, ProviderAnswer, ProviderContext, SampleLevel } from "../mapping-provider.ts";
import { MappingProviderError } from "../provider-error.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { bodyFailure, callFailure, notTheApi } from "./call-failure.ts";
import { loadOpenAi, type OpenAI } from "./load-openai.ts";
import { type Prompt, promptOf } from "./prompt.ts";
import { readAnswer } from "./read-answer.ts";
import { type Reply, readReply } from "./reply.ts";
import { type OpenAiApi, requestBody, type Rung, RUNGS } from "./rungs.ts";
import { budgetSpent, type CallOutcome, withRetries } from "./with-retries.ts";

/** Options of `openaiProvider`. */
export interface OpenAiProviderOptions {
  /** The name of the model, or of the deployment. */
  readonly model: string;
  /**
   * The key, or a function that returns it. Without one no request is sent, and proposals have the warning `model_no_key`. The environment is not
   * read. Servers that need no key take any text.
   */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** The endpoint. @defaultValue "https://api.openai.com/v1" */
  readonly baseURL?: string | undefined;
  /** Which API is spoken. All compatible endpoints have `chat`. @defaultValue "chat" */
  readonly api?: OpenAiApi | undefined;
  /** What the model may see of the values of files. @defaultValue "none" */
  readonly samples?: SampleLevel | undefined;
  /** For all requests of one proposal, in milliseconds. @defaultValue 60_000 */
  readonly timeoutMs?: number | undefined;
  /** Tokens for all requests of one proposal, prompts and answers. @defaultValue 100_000 */
  readonly maxTokens?: number | undefined;
  /** How often a request whose failure may pass is sent again. @defaultValue 2 */
  readonly maxRetries?: number | undefined;
  /** How many answers are kept for equal questions. 0 keeps none. @defaultValue 200 */
  readonly cacheEntries?: number | undefined;
  /** Headers of each request. Their values are treated as secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Keys of the request's body beside ours, such as `reasoning_effort` or a router's `provider`. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** Makes vectors of the names of columns, for shortlists of wide tables. @defaultValue none */
  readonly embed?: Embed | undefined;
  /** How requests are sent: for a proxy, or a log of one's own. @defaultValue the global `fetch` */
  readonly fetch?: typeof fetch | undefined;
}

const OPTIONS: Readonly<Record<keyof OpenAiProviderOptions, true>> = {
  model: true,
  apiKey: true,
  baseURL: true,
  api: true,
  samples: true,
  timeoutMs: true,
  maxTokens: true,
  maxRetries: true,
  cacheEntries: true,
  headers: true,
  extraBody: true,
  embed: true,
  fetch: true,
};

/**
 * A language model behind an API that is compatible with OpenAI's. Needs the package `openai` (7 or later), an optional peer dependency that is
 * loaded with the first question.
 *
 * It sends names, types and masks of columns; values only as far as `samples` allows. The key is in no message, warning or event.
 *
 * @throws RowmillError `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const provider = openaiProvider({ model: "gpt-5-mini", apiKey: process.env.OPENAI_API_KEY });
 * const { document, warnings, usage } = await suggestMappingWithProvider(profile, target, { provider });
 * ```
 */
export function openaiProvider(options: OpenAiProviderOptions): MappingProvider {
  checkOptions(options, OPTIONS, "openaiProvider");
  const { model, api = "chat", samples = "none", cacheEntries = 200, timeoutMs, maxTokens, embed } = options;
  checkValues(options);
  const endpoint = openEndpoint(options);
  const provider: MappingProvider = {
    model,
    samples,
    timeoutMs,
    maxTokens,
    embed,
    prompt: (question) => textOf(promptOf(question)),
    answer: (question, context) => askByRungs(endpoint, api, promptOf(question), context),
  };
  return cacheEntries === 0 ? provider : cachedProvider(provider, { maxEntries: cacheEntries });
}

/** What is known of an endpoint: how it is called, and how it can be asked for JSON. */
interface Endpoint {
  send(api: OpenAiApi, rung: Rung, prompt: Prompt, context: ProviderContext): Promise<CallOutcome<Reply>>;
  firstRung: Rung;
}

function openEndpoint({
  model,
  apiKey,
  baseURL,
  headers = {},
  extraBody = {},
  maxRetries = 2,
  fetch: fetchOf,
}: OpenAiProviderOptions): Endpoint {
  const base = baseURL ?? "https://api.openai.com/v1";
  // Looked up when it is called: hosts and tests replace the global one.
  const bounded = boundedFetch((...request) => (fetchOf ?? fetch)(...request));
  return {
    firstRung: "json_schema",
    async send(api, rung, prompt, context) {
      const key = typeof apiKey === "function" ? await keyOf(apiKey) : apiKey;
      if (key === undefined || key === "")
        throw new MappingProviderError("model_no_key", "No key is configured: the proposal was made offline.");
      if (!/^[\x21-\x7E]+$/.test(key))
        throw new MappingProviderError("model_key_rejected", "The key has spaces, line breaks or letters that no key has.");
      const client = await loadOpenAi({ apiKey: key, baseURL: base, headers, fetch: bounded });
      const secrets = [key, ...Object.values(headers)];
      const body = { ...extraBody, ...requestBody(api, rung, model, prompt) };
      return withRetries(() => sendOnce(client, api, body, context, secrets), context, { maxRetries });
    },
  };
}

async function keyOf(apiKey: () => string | Promise<string>): Promise<string> {
  try {
    return await apiKey();
  } catch {
    throw new MappingProviderError("model_no_key", "The key could not be read: the function apiKey failed.");
  }
}

async function sendOnce(
  client: OpenAI,
  api: OpenAiApi,
  body: Readonly<Record<string, unknown>>,
  { signal, report }: ProviderContext,
  secrets: readonly string[],
): Promise<CallOutcome<Reply>> {
  report({ calls: 1 });
  try {
    const path = api === "chat" ? "/chat/completions" : "/responses";
    const reply = readReply(api, await client.post<unknown>(path, { body, signal }));
    if (reply.kind === "foreign") return { failure: notTheApi() };
    if (reply.kind === "error") return { failure: bodyFailure(reply.error, secrets) };
    report(reply.usage);
    return { value: reply };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: callFailure(error, secrets, Date.now()) };
  }
}

/** Asks from the strictest way down until an answer can be read. A way that served is the first one next time. */
async function askByRungs(endpoint: Endpoint, api: OpenAiApi, prompt: Prompt, context: ProviderContext): Promise<ProviderAnswer> {
  let lastError = new MappingProviderError("model_answer_invalid", "The model's answer is not the JSON that was asked for.");
  for (const rung of RUNGS.slice(RUNGS.indexOf(endpoint.firstRung))) {
    if (context.remainingTokens() <= 0) throw budgetSpent();
    const outcome = await endpoint.send(api, rung, prompt, context);
    if ("failure" in outcome) {
      if (!outcome.failure.mayTakeOtherForm) throw outcome.failure.error;
      lastError = outcome.failure.error;
      continue;
    }
    const answer = answerOf(outcome.value);
    if (answer) {
      endpoint.firstRung = rung;
      return answer;
    }
    lastError = new MappingProviderError("model_answer_invalid", "The model's answer is not the JSON that was asked for.");
  }
  throw lastError;
}

function answerOf(reply: Reply): ProviderAnswer | undefined {
  if (reply.kind === "refused") throw new MappingProviderError("model_refused", "The model refuses to answer.");
  if (reply.kind === "incomplete")
    throw new MappingProviderError(
      "model_answer_incomplete",
      "The model's answer ends before it is complete: its limit of tokens is too low.",
    );
  return reply.kind === "written" ? readAnswer(reply.text) : undefined;
}

function textOf({ instructions, data }: Prompt): string {
  return `${instructions}\n\n${data}`;
}

function checkValues({
  model,
  baseURL,
  api = "chat",
  samples = "none",
  timeoutMs,
  maxTokens,
  maxRetries,
  cacheEntries,
}: OpenAiProviderOptions): void {
  const refuse = (message: string) => {
    throw new RowmillError("OPTION_INVALID", message);
  };
  if (typeof model !== "string" || model === "") refuse('Option "model" of openaiProvider must be the name of a model');
  if (api !== "chat" && api !== "responses") refuse('Option "api" of openaiProvider must be "chat" or "responses"');
  if (!["none", "masked", "raw"].includes(samples)) refuse('Option "samples" of openaiProvider must be "none", "masked" or "raw"');
  for (const [name, value, least] of [
    ["timeoutMs", timeoutMs, 1],
    ["maxTokens", maxTokens, 1],
    ["maxRetries", maxRetries, 0],
    ["cacheEntries", cacheEntries, 0],
  ] as const) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      refuse(`Option "${name}" of openaiProvider must be a whole number from ${least} up`);
  }
  // Without the value: it may contain a password.
  const url = baseURL === undefined ? undefined : URL.parse(baseURL);
  if (url === null || (url && (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")))
    refuse('Option "baseURL" of openaiProvider must be an address that starts with https:// or http://, without user and password');
}
