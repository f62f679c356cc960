/** Where the walk met something that it leaves to the host. */
export let stoppedAt: usize = 0;

/** Says that the walk can not go on at a place. Answers 0, which no place is. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function stop(at: usize): usize {
  stoppedAt = at;
  return 0;
}
