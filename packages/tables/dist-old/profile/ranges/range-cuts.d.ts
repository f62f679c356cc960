/**
 * Where to cut a file for some threads: evenly, but for the first range, whose thread finds out what the file is before it reads. No
 * cuts for a file that one thread reads in a moment.
 *
 * @param isWarm - whether the threads have read another file before
 */
export declare function rangeCuts(sizeBytes: number, threads: number, isWarm?: boolean): number[];
//# sourceMappingURL=range-cuts.d.ts.map
