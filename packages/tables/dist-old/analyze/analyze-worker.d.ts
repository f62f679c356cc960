export {};
//# sourceMappingURL=analyze-worker.d.ts.map
