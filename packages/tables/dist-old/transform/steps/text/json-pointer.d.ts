/** The reader of a JSON Pointer (RFC 6901); `undefined` for what is not there. Numbers keep the digits that JavaScript gives them. */
export declare function jsonPointer(path: string): (value: unknown) => unknown;
//# sourceMappingURL=json-pointer.d.ts.map
