export { mappingFieldSchema, mappingSchema, parseMapping, sourceColumnSchema, SYSTEM_VALUES } from "../transform/mapping-schema.ts";
export { rowStepSchema } from "../transform/rows/row-step-schema.ts";
export { conditionSchema } from "../transform/steps/condition-schema.ts";
export { SHORT_NAMES, stepSchema } from "../transform/steps/step-schema.ts";
export { fieldsMatchSchema, fieldType, limitsSchema, ruleSchema } from "../validate/rule-schema.ts";
export { schemaProblems } from "../transform/schema-problems.ts";
//# sourceMappingURL=index.d.ts.map
