import { openaiProvider, suggestMappingWithProvider } from "@rowmill/mapping";
import { startStandInModel } from "./stand-in-model.ts";

// In place of an endpoint: leave out baseURL for OpenAI, or name any compatible one.
const model = await startStandInModel();
const provider = openaiProvider({ model: "stand-in", apiKey: "none", baseURL: model.baseURL });

const columns = ["E-Mail", "Vorname", "Nachname", "Kdgrp"];
const { document, warnings, usage } = await suggestMappingWithProvider(columns, ["email", "full_name", "loyalty_tier"], { provider });

for (const { target, from, by, confidence, status } of document.fields) console.log(target, "<-", from, by, confidence, status);
console.log(usage.calls, "call,", usage.promptTokens + usage.completionTokens, "tokens,", warnings.length, "warnings");

// Without a key the proposal is the offline one, with a warning.
const offline = await suggestMappingWithProvider(columns, ["loyalty_tier"], { provider: openaiProvider({ model: "stand-in" }) });
console.log(offline.warnings[0]?.code, offline.unmappedTarget);

model.close();

// Output:
// email <- e_mail heuristic 0.99 suggested
// full_name <- [ 'vorname', 'nachname' ] heuristic 0.85 suggested
// loyalty_tier <- kdgrp model 0.75 suggested
// 1 call, 238 tokens, 0 warnings
// model_no_key [ 'loyalty_tier' ]
