export {};
//# sourceMappingURL=transform-worker.d.ts.map
