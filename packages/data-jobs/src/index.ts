export { analyzeInputSchema, analyzeJob } from "./analyze/analyze-job.ts";
export { analyzeJobs, type AnalyzeJobsOptions } from "./analyze/analyze-jobs.ts";
export { columnProfileSchema, type FileProfileJson, fileProfileSchema, profileToJson } from "./analyze/profile-json.ts";
export { mappingInputSchema, mappingJob } from "./mapping/mapping-job.ts";
export { mappingJobs, type MappingJobsOptions } from "./mapping/mapping-jobs.ts";
export { type MappingResult, mappingResultSchema } from "./mapping/mapping-result-schema.ts";
