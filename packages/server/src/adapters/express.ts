import type { IncomingMessage, ServerResponse } from "node:http";
import type { Retent } from "../retent.ts";
import { answerMessage } from "./node-messages.ts";

/** What Express adds to a request of node:http. */
interface ExpressRequest {
  ip?: string | undefined;
  app?: { get?: (setting: string) => unknown };
}

/**
 * Mounts the server in Express 5 (or 4): `app.use("/api/retent", toExpress(retent))`, at the path that
 * `publicUrl` ends with. `identify` gets Express's request as its second argument. If Express's setting
 * `trust proxy` is set, its `request.ip` is the client's address for limits, and the option `trustProxy` is
 * not looked at.
 *
 * @example
 * import { toExpress } from "@retent/server/express";
 * import express from "express";
 *
 * express().use("/api/retent", toExpress(retent));
 */
export function toExpress<Native>(retent: Retent<Native>) {
  return (
    request: Native & IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    // Clients don't need to know what the server runs on.
    response.removeHeader("x-powered-by");
    const { ip, app } = request as ExpressRequest;
    const clientAddress = app?.get?.("trust proxy") ? ip : undefined;
    // Express has taken the mount path off already.
    const path = request.url ?? "/";
    answerMessage(request, response, { retent, baseUrl: retent.publicUrl, path, clientAddress }).catch(next);
  };
}
