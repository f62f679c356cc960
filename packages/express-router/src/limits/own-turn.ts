/** Lets each user do one thing after the other. */
export interface OwnTurn {
  /** Acts when everything that the user began before has ended. */
  take<Answer>(userId: string | null, act: () => Promise<Answer>): Promise<Answer>;
}

/** Makes it. */
export function createOwnTurn(): OwnTurn {
  const last = new Map<string | null, Promise<unknown>>();

  return {
    async take(userId, act) {
      const answer = (last.get(userId) ?? Promise.resolve()).then(act);
      const ended = answer.catch(() => undefined);
      last.set(userId, ended);
      try {
        return await answer;
      } finally {
        if (last.get(userId) === ended) last.delete(userId);
      }
    },
  };
}
