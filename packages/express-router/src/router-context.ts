import { createJobFeeds, type JobFeeds } from "./resources/events/job-feeds.ts";
import { createUserFeeds, type UserFeeds } from "./resources/events/user-feeds.ts";
import type { RouterSettings } from "./http/router-options.ts";
import { type Admission, createAdmission } from "./limits/admission.ts";
import { createOpenStreams, type OpenStreams } from "./limits/open-streams.ts";

/** What the routes of one router share. */
export interface RouterContext extends RouterSettings {
  readonly admission: Admission;
  readonly openStreams: OpenStreams;
  readonly jobFeeds: JobFeeds;
  readonly userFeeds: UserFeeds;
}

/** Creates it. */
export function createRouterContext(settings: RouterSettings): RouterContext {
  return {
    ...settings,
    admission: createAdmission(settings),
    openStreams: createOpenStreams(settings.limits.streamsPerUser),
    jobFeeds: createJobFeeds(settings),
    userFeeds: createUserFeeds(settings),
  };
}
