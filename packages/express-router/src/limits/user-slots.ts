import { RowmillError } from "@rowmill/core";

/** Counts what each user has open or under way. The one place of the router that counts per user. */
export interface UserSlots {
  /** How many slots a user holds. */
  count(userId: string | null): number;
  /**
   * Takes a slot for a user. Returns a function that releases it, and does nothing when it is called again.
   * @throws RowmillError `LIMIT_REACHED` if the user holds as many as allowed
   */
  take(userId: string | null): () => void;
}

/**
 * Creates slots.
 * @param perUser - how many a user may hold
 * @param reached - the message for a user who holds as many
 */
export function createUserSlots(perUser: number, reached: string): UserSlots {
  const counts = new Map<string | null, number>();
  const count = (userId: string | null) => counts.get(userId) ?? 0;

  return {
    count,
    take(userId) {
      if (count(userId) >= perUser) throw new RowmillError("LIMIT_REACHED", reached);
      counts.set(userId, count(userId) + 1);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        const left = count(userId) - 1;
        if (left === 0) counts.delete(userId);
        else counts.set(userId, left);
      };
    },
  };
}
