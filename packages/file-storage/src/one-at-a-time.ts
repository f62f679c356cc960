/** Lets only the latest work on a thing proceed: earlier work is aborted and awaited. */
export interface OneAtATime {
  /**
   * Acts on the thing of this id after all earlier work on it has stopped.
   * @param act - its signal aborts when later work wants to begin
   */
  take<Answer>(id: string, act: (signal: AbortSignal) => Promise<Answer>): Promise<Answer>;
}

/** Creates one. @param reason - the reason of the abort of earlier work */
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
