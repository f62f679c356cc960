/** A time zone: how far its clocks are ahead of UTC. */
export interface TimeZone {
  /** At an instant, in minutes. Seconds of the times before standard time are rounded. */
  offsetAt(instantMs: number): number;
  /**
   * For a time that its clocks show. Of a time that comes twice, the first; a time that is skipped counts as later by the hour
   * that is skipped, as `Temporal` does.
   */
  offsetOfClock(clockMs: number): number;
}
/** @throws RangeError for a name that is unknown */
export declare function timeZone(name: string): TimeZone;
//# sourceMappingURL=time-zone.d.ts.map
