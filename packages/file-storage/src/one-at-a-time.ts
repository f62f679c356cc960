/** Lets the last one who wants to work on something do so: those before are told to stop, and waited for. */
export interface OneAtATime {
  /**
   * Does some work on the thing of this id, when nobody else is at it any more.
   * @param act - gets a signal that aborts when somebody else wants to
   */
  take<Answer>(id: string, act: (signal: AbortSignal) => Promise<Answer>): Promise<Answer>;
}

/** Makes one. @param reason - what those are told who have to stop */
export function oneAtATime(reason: () => Error): OneAtATime {
  const atWork = new Map<string, { readonly controller: AbortController; readonly ended: Promise<unknown> }>();

  return {
    async take(id, act) {
      for (let other = atWork.get(id); other; other = atWork.get(id)) {
        other.controller.abort(reason());
        await other.ended;
      }
      const controller = new AbortController();
      const working = act(controller.signal);
      const ended = working.then(
        () => atWork.delete(id),
        () => atWork.delete(id),
      );
      atWork.set(id, { controller, ended });
      return await working;
    },
  };
}
