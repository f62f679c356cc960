// The table engine behind the job types. Its other functions are in @rowmill/tables.
export { analyzeFile } from "@rowmill/tables";

export { analyzeInputSchema, analyzeJob } from "./analyze/analyze-job.ts";
export { analyzeHandler, type AnalyzeHandlerOptions } from "./analyze/analyze-handler.ts";
export { columnProfileSchema, type FileProfileJson, fileProfileSchema, profileToJson } from "./analyze/profile-json.ts";
export { importJob, type ImportJobType } from "./import/import-job.ts";
export type { ImportJobOptions, WriteContext } from "./import/import-options.ts";
export { importInputSchema, type ImportResult, importResultSchema, type WriteCounts } from "./import/import-schema.ts";
export { batchHandler } from "./batch/batch-handler.ts";
export { batchInputSchema, batchJob } from "./batch/batch-job.ts";
export { type BatchResult, batchResultSchema } from "./batch/batch-result-schema.ts";
export { mappingInputSchema, mappingJob } from "./mapping/mapping-job.ts";
export { mappingHandler, type MappingHandlerOptions } from "./mapping/mapping-jobs.ts";
export type { MappingProviders } from "./mapping/propose-mapping.ts";
export { type MappingResult, mappingResultSchema } from "./mapping/mapping-result-schema.ts";
export { transformInputSchema, transformJob } from "./transform/transform-job.ts";
export { transformHandler, type TransformHandlerOptions } from "./transform/transform-handler.ts";
export { transformRoutes, type TransformRoutesOptions } from "./transform/transform-routes.ts";
export { type TransformJobResult, transformResultSchema } from "./transform/transform-result-schema.ts";
export { ownedTemplate, templateDocument } from "./source/owned-template.ts";
export type { TemplateLimits, TemplateRoutesOptions } from "./templates/template-options.ts";
export { templateRoutes } from "./templates/template-routes.ts";
