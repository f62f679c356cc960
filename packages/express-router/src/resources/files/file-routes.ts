import type { Route } from "@rowmill/core/http";
import type { RouterContext } from "../../router-context.ts";
import { contentRoute } from "./content-route.ts";
import { deleteFileRoute, getFileRoute, listFilesRoute } from "./read-routes.ts";
import { resumableRoutes } from "./resumable-routes.ts";
import { createTransfers } from "../../limits/transfers.ts";
import { uploadRoute } from "./upload-route.ts";

/** The routes of files: none without a storage. */
export function fileRoutes(context: RouterContext): readonly Route[] {
  const { files, limits, streams } = context;
  if (!files) return [];
  const { uploads } = files;
  const { filesPerUser, fileBytesPerUser } = limits;
  const quota = { files: filesPerUser, sizeBytes: fileBytesPerUser };
  const transfers = createTransfers(limits.uploadsPerUser, streams.stallMs);
  return [
    uploadRoute(files, context, transfers, quota),
    listFilesRoute(files),
    getFileRoute(files),
    contentRoute(files, context),
    deleteFileRoute(context),
    ...(uploads ? resumableRoutes({ files, uploads, limits, transfers, quota }) : []),
  ];
}
