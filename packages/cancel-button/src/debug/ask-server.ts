import type { PanelFinding } from "./panel-report.ts";

interface Sandbox {
  /** Whether the server can be asked for more. */
  isReached: boolean;
  findings: PanelFinding[];
}

const warned = new Set<string>();

/**
 * Finds out whether a server is the sandbox. What is not known to be is no place for the panel, and only the
 * console says why: customers may be looking. There are none on a page of the developer's own machine.
 *
 * @param url the address of the server's route for the panel
 */
export async function findSandbox(url: string | undefined): Promise<Sandbox | undefined> {
  const answer = url ? await request(url) : undefined;
  if (answer?.environment === "sandbox") return { isReached: true, findings: [] };
  // Only the sandbox sends hints.
  if (answer?.hint) return { isReached: false, findings: [fail("endpoint", answer.hint)] };
  if (answer?.code)
    return warn(
      `debug shows nothing: ${url} is not there. Either the server is not the sandbox, or it is older than this script`,
    );
  const text = url ? `there is no server at ${url}` : "the endpoint is no address to send customers to";
  if (/^(localhost|127(\.\d+){3}|\[::1])$/.test(location.hostname))
    return { isReached: false, findings: [fail("endpoint", text, "start the server, or set endpoint")] };
  return warn(`debug shows nothing: ${text}: set endpoint`);
}

/** Asks a sandbox what a click would meet. */
export async function askServer(url: string, fields: object): Promise<PanelFinding[]> {
  const endpoint = url.replace(/\/debug$/, "");
  const answer = await request(url, { ...fields, endpoint });
  if (!answer) {
    const text = `the server lets no script of ${location.origin} read its answers`;
    const remedy = `add ${location.origin} to siteOrigins (RETENT_SITE_ORIGINS); if it is there, look into the console, and into connect-src of the page’s policy`;
    return [{ ...fail("origin", text, remedy), docs: "server#what-you-provide" }];
  }
  if (Array.isArray(answer.findings)) return answer.findings.map(toFinding);
  return [fail("server", String(answer.hint ?? answer.detail ?? "its answer can’t be read"))];
}

interface Answer {
  environment?: string;
  code?: string;
  hint?: string;
  detail?: string;
  findings?: unknown;
}

/** Undefined if there is no answer that this page may read, or none of our server's. */
async function request(url: string, body?: object): Promise<Answer | undefined> {
  try {
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    const text = JSON.stringify(body, (_, value) => value || undefined);
    const response = await fetch(url, body && { ...init, body: text });
    const answer = await response.json();
    return typeof answer === "object" ? answer : undefined;
  } catch {
    return undefined;
  }
}

function toFinding(finding: Record<"status" | "name" | "detail" | "cause" | "remedy" | "docs", string>) {
  const { name, status, detail, cause, remedy, docs } = finding;
  return { name, status: status as PanelFinding["status"], text: detail ?? cause, remedy, docs };
}

function fail(name: string, text: string, remedy?: string): PanelFinding {
  return { name, status: "failed", text, remedy, docs: "server#routes" };
}

function warn(text: string): undefined {
  if (!warned.has(text)) console.warn(`retent: ${text}`);
  warned.add(text);
}
