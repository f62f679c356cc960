/** How long a loop may keep the event loop from everything else, in milliseconds, give or take one step of the loop. */
export const TURN_MS = 8;
