import type { Received } from "../http/received.ts";
import type { Settings } from "../options.ts";
import type { Workspace } from "../workspace/create-workspace.ts";

/** What an endpoint gets to work with. */
export interface ApiCall extends Received {
  /** The parameter in the path, still percent-encoded. */
  parameter: string;
  /** The emulator's origin by the name that the caller used. */
  origin: string;
  settings: Settings;
  workspace: Workspace;
}

/** What an endpoint answers with status 200. */
export type ApiResult = Record<string, unknown>;
