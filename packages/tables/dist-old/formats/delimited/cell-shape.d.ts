/** What a cell looks like, as far as it tells a right delimiter from a wrong one. */
export declare const Shape: {
  readonly Empty: 0;
  readonly Number: 1;
  readonly Date: 2;
  readonly Typed: 3;
  readonly Code: 4;
  readonly Words: 5;
  readonly Odd: 6;
};
export type Shape = (typeof Shape)[keyof typeof Shape];
/** How many shapes there are: the length of an array that is indexed by them. */
export declare const SHAPE_COUNT = 7;
/**
 * How well a shape speaks for the delimiter that left such a cell, 0 to 1. Words say less than numbers, because a wrong delimiter leaves
 * some too; what has a glued delimiter in it, half a quote or half a bracket was most likely cut in the wrong place.
 */
export declare const PLAUSIBILITY: readonly number[];
/** Says what a cell looks like. Looks at no more than its first 400 characters. */
export declare function shapeOf(cell: string): Shape;
//# sourceMappingURL=cell-shape.d.ts.map
