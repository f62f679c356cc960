export { analyzeInputSchema, analyzeJob } from "./analyze/analyze-job.ts";
export { analyzeJobs, type AnalyzeJobsOptions } from "./analyze/analyze-jobs.ts";
export { columnProfileSchema, type FileProfileJson, fileProfileSchema, profileToJson } from "./analyze/profile-json.ts";
