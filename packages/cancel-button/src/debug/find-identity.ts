import type { ButtonDefaults, ButtonHost } from "../button-host.ts";
import type { ServerEndpoint } from "../server-endpoint.ts";
import type { PanelFinding } from "./panel-report.ts";

interface FoundIdentity {
  /** Never shown. */
  token?: string | null | undefined;
  /** Where the token comes from. */
  source: string;
  findings: PanelFinding[];
}

const docs = "cancel-button#identity";

/** Gets the identity token as a click would, and says where it comes from or why there is none. */
export async function findIdentity(host: ButtonHost, server: ServerEndpoint): Promise<FoundIdentity> {
  const source = nameSource(host);
  const warn = (status: "warning" | "failed", text: string, remedy: string): FoundIdentity => ({
    source,
    findings: [{ name: "identity", status, text, remedy, docs }],
  });
  if (source && !server.isTrusted())
    return warn(
      "warning",
      "no token is sent to an endpoint that markup alone names",
      "set endpoint by script",
    );
  try {
    const token = await server.getIdentity();
    return { token, source: token ? source : "no token: the server’s own session counts", findings: [] };
  } catch {
    const text = "what gives the token has failed: the console says why";
    return warn("failed", text, "sign in, or correct that function");
  }
}

function nameSource(host: ButtonHost): string {
  const { identity } = host;
  if (identity) return typeof identity === "function" ? "a function, in identity" : "a token, in identity";
  const named = document.querySelector<HTMLElement>("[data-identity-from]")?.dataset.identityFrom;
  if (named !== undefined) return `data-identity-from="${named}"`;
  const { defaultIdentity } = host.constructor as unknown as ButtonDefaults;
  return defaultIdentity ? "defaultIdentity" : "";
}
