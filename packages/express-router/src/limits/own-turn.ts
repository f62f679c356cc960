/** Orders what each user does. Users do not wait for each other. */
export interface OwnTurn {
  /** Acts when everything that the user began before has ended. */
  take<Result>(userId: string | null, act: () => Promise<Result>): Promise<Result>;
  /** Acts immediately. Turns that are taken later wait for it. */
  join<Result>(userId: string | null, act: () => Promise<Result>): Promise<Result>;
}

/** Creates it. */
export function createOwnTurn(): OwnTurn {
  /** Settles when all that a user has begun has ended. */
  const last = new Map<string | null, Promise<unknown>>();

  return {
    take: (userId, act) => follow(userId, (last.get(userId) ?? Promise.resolve()).then(act)),
    join: (userId, act) => follow(userId, act()),
  };

  async function follow<Result>(userId: string | null, acting: Promise<Result>): Promise<Result> {
    const ended = Promise.allSettled([last.get(userId), acting]);
    last.set(userId, ended);
    try {
      return await acting;
    } finally {
      if (last.get(userId) === ended) last.delete(userId);
    }
  }
}
