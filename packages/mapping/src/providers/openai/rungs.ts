import { ANSWER_NAME, ANSWER_SCHEMA } from "./answer-form.ts";
import type { Prompt } from "./prompt.ts";

/**
 * The ways to ask for JSON, the strictest first. An endpoint that refuses one, or that answers it with anything else, is asked by the next one: what
 * endpoints can do differs by model, and no table of models stays right.
 */
export const RUNGS = ["json_schema", "tool", "json_object", "text"] as const;

/** One of the ways to ask for JSON. */
export type Rung = (typeof RUNGS)[number];

/** The APIs that compatible endpoints have. */
export type OpenAiApi = "chat" | "responses";

type Body = Readonly<Record<string, unknown>>;

const DESCRIPTION = "Gives the answer.";

/** The body of a request. It has no temperature and no limit of tokens: current models refuse them. */
export function requestBody(api: OpenAiApi, rung: Rung, model: string, { instructions, data }: Prompt): Body {
  // Some models know no instructions, some endpoints no list of messages: the last way does without.
  const plain = `${instructions}\n\n${data}`;
  if (api === "chat") {
    const messages = [
      { role: "system", content: instructions },
      { role: "user", content: data },
    ];
    return { model, messages: rung === "text" ? [{ role: "user", content: plain }] : messages, ...CHAT_FORMS[rung] };
  }
  // Nothing is kept at the endpoint.
  return rung === "text" ? { model, input: plain } : { model, instructions, input: data, store: false, ...RESPONSES_FORMS[rung] };
}

const CHAT_FORMS: Readonly<Record<Rung, Body>> = {
  json_schema: { response_format: { type: "json_schema", json_schema: { name: ANSWER_NAME, strict: true, schema: ANSWER_SCHEMA } } },
  tool: {
    tools: [{ type: "function", function: { name: ANSWER_NAME, description: DESCRIPTION, parameters: ANSWER_SCHEMA } }],
    // As a word: several servers refuse the object that names the function (LM Studio: "Invalid tool_choice type").
    tool_choice: "required",
  },
  json_object: { response_format: { type: "json_object" } },
  text: {},
};

const RESPONSES_FORMS: Readonly<Record<Rung, Body>> = {
  json_schema: { text: { format: { type: "json_schema", name: ANSWER_NAME, strict: true, schema: ANSWER_SCHEMA } } },
  tool: {
    tools: [{ type: "function", name: ANSWER_NAME, description: DESCRIPTION, parameters: ANSWER_SCHEMA, strict: true }],
    tool_choice: "required",
  },
  json_object: { text: { format: { type: "json_object" } } },
  text: {},
};
