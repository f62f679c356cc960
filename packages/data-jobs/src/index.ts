export { analyzeInputSchema, analyzeJob } from "./analyze/analyze-job.ts";
export { analyzeJobs, type AnalyzeJobsOptions } from "./analyze/analyze-jobs.ts";
export { columnProfileSchema, type FileProfileJson, fileProfileSchema, profileToJson } from "./analyze/profile-json.ts";
export { mappingInputSchema, mappingJob } from "./mapping/mapping-job.ts";
export { mappingJobs, type MappingJobsOptions } from "./mapping/mapping-jobs.ts";
export { type MappingResult, mappingResultSchema } from "./mapping/mapping-result-schema.ts";
export { transformInputSchema, transformJob } from "./transform/transform-job.ts";
export { transformJobs, type TransformJobsOptions } from "./transform/transform-jobs.ts";
export { type TransformJobResult, transformResultSchema } from "./transform/transform-result-schema.ts";
