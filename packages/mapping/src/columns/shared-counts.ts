/**
 * How many members each source set has in common with each target set: the cell of a pair is `source * targets.length + target`. Through an index of the
 * members, since most pairs of columns share none.
 */
export function sharedCounts(sources: readonly ReadonlySet<string>[], targets: readonly ReadonlySet<string>[]): Uint16Array {
  const holders = new Map<string, number[]>();
  targets.forEach((members, target) => {
    for (const member of members) {
      const list = holders.get(member);
      if (list) list.push(target);
      else holders.set(member, [target]);
    }
  });
  const counts = new Uint16Array(sources.length * targets.length);
  sources.forEach((members, source) => {
    const row = source * targets.length;
    for (const member of members) for (const target of holders.get(member) ?? []) counts[row + target] = (counts[row + target] ?? 0) + 1;
  });
  return counts;
}
