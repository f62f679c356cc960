import type { OpenAI } from "openai";
import { MappingProviderError } from "../provider-error.ts";

export type { OpenAI };

/** How the client is made. */
export interface OpenAiClientOptions {
  readonly apiKey: string;
  readonly baseURL: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

/** Makes a client of the package `openai`, which is loaded here only, when it is used. */
export async function loadOpenAi({ apiKey, baseURL, headers, fetch }: OpenAiClientOptions): Promise<OpenAI> {
  const { OpenAI: Client } = await importOpenAi();
  return new Client({
    apiKey,
    baseURL,
    defaultHeaders: headers,
    fetch,
    // Its retries know no deadline, and its timeout ends with the headers.
    maxRetries: 0,
    logLevel: "off",
    // Otherwise they are read from the environment, and sent to whatever endpoint this is.
    organization: null,
    project: null,
    adminAPIKey: null,
  });
}

async function importOpenAi(): Promise<typeof import("openai")> {
  try {
    return await import("openai");
  } catch {
    throw new MappingProviderError("model_package_missing", 'The package "openai" is not installed: run npm install openai.');
  }
}
