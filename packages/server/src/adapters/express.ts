import type { IncomingMessage, ServerResponse } from "node:http";
import type { Retent } from "../create-retent.ts";
import { answerMessage } from "./node-messages.ts";

/**
 * Mounts the server in Express 5 (or 4): `app.use("/api/retent", toExpress(retent))`, at the path that `publicUrl` ends with.
 * `identify` gets Express's request as its second argument.
 */
export function toExpress<Native>(retent: Retent<Native>) {
  return (
    request: Native & IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    // Express has taken the mount path off already.
    const path = request.url ?? "/";
    // Nobody needs to know what the server runs on.
    response.removeHeader("x-powered-by");
    answerMessage(retent, request, response, retent.publicUrl, path).catch(next);
  };
}
