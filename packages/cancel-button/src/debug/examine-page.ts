import type { ButtonHost } from "../button-host.ts";
import { listHints } from "../hints.ts";
import { getFields } from "../request-link.ts";
import type { ServerEndpoint } from "../server-endpoint.ts";
import { askServer, findSandbox } from "./ask-server.ts";
import { findIdentity } from "./find-identity.ts";
import { listSettings } from "./list-settings.ts";
import type { PanelFinding, PanelReport } from "./panel-report.ts";

/** Examines a button's page and asks its server; undefined if that is not known to be the sandbox. */
export async function examinePage(
  host: ButtonHost,
  server: ServerEndpoint,
): Promise<PanelReport | undefined> {
  // Without a server, the address below leads nowhere.
  await server.locate().catch(() => {});
  const url = server.toUrl("debug");
  const sandbox = await findSandbox(url);
  if (!sandbox) return undefined;
  const identity = await findIdentity(host, server);
  const findings: PanelFinding[] = [
    ...sandbox.findings,
    ...identity.findings,
    ...listHints(host).map((text): PanelFinding => {
      return { name: "attributes", status: "warning", text, docs: "cancel-button#attributes" };
    }),
  ];
  if (url && sandbox.isReached) {
    const fields = await getFields(host, { ...server, getIdentity: async () => identity.token });
    findings.push(...(await askServer(url, fields)));
  }
  return { settings: listSettings(host, url, identity.source), findings };
}
