export {
  SHORT_NAMES,
  SYSTEM_VALUES,
  conditionSchema,
  fieldType,
  fieldsMatchSchema,
  limitsSchema,
  mappingFieldSchema,
  mappingSchema,
  parseMapping,
  rowStepSchema,
  ruleSchema,
  sourceColumnSchema,
  stepSchema,
} from "../chunk-722VJIDU.js";
export { schemaProblems } from "../chunk-T7WKJVQE.js";
import "../chunk-UAWBPTDW.js";
//# sourceMappingURL=index.js.map
//# sourceMappingURL=index.js.map
