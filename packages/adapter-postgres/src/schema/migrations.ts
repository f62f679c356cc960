import type { Migration } from "./migration.ts";
import { jobs } from "./migrations/0001-jobs.ts";
import { jobsOfFiles } from "./migrations/0002-jobs-of-files.ts";
import { filesAndTemplates } from "./migrations/0003-files-and-templates.ts";
import { schedules } from "./migrations/0004-schedules.ts";
import { errorCauses } from "./migrations/0005-error-causes.ts";
import { expiryOfFiles } from "./migrations/0006-expiry-of-files.ts";
import { primaryKeys } from "./migrations/0007-primary-keys.ts";
import { waits } from "./migrations/0008-waits.ts";
import { inbox } from "./migrations/0010-inbox.ts";
import { templateRevisions } from "./migrations/0009-template-revisions.ts";

/** All steps, in their order. */
export const MIGRATIONS: readonly Migration[] = [
  jobs,
  jobsOfFiles,
  filesAndTemplates,
  schedules,
  errorCauses,
  expiryOfFiles,
  primaryKeys,
  waits,
  templateRevisions,
  inbox,
];

/** The version of the schema that this code works with. */
export const SCHEMA_VERSION = MIGRATIONS.length;
