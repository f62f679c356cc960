export { SYSTEM_VALUES, mappingFieldSchema, mappingSchema, parseMapping, sourceColumnSchema } from "./chunk-722VJIDU.js";
import "./chunk-T7WKJVQE.js";
import "./chunk-UAWBPTDW.js";
//# sourceMappingURL=mapping-schema-LZGFALZ3.js.map
//# sourceMappingURL=mapping-schema-LZGFALZ3.js.map
