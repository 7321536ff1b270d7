import type { App } from "../app.ts";
import { internalError, RetentError } from "../errors.ts";
import { scriptPaths } from "../generated/embedded-scripts.ts";
import { clockOff, isClockOff } from "../health/clock-skew.ts";
import { problemPage } from "../pages/problem-page.ts";
import { countOrRefuse } from "../rate-limits.ts";
import { isStoreError } from "../store.ts";
import { createBodyBudget } from "./body-budget.ts";
import { chooseWording, wordingFields } from "./choose-wording.ts";
import { getAddressKey } from "./client-address.ts";
import { createPathFinder } from "./find-path.ts";
import { corsHeaders, preflight } from "./origin.ts";
import { bodyLost, isBodyLost, isForm, readBody, readBytes } from "./request-body.ts";
import { page, problem, securityHeaders } from "./responses.ts";
import type { HostChecks, Route, RouteContext } from "./route.ts";
import { postBillingWebhook } from "./routes/billing-webhook.ts";
import { getCancel, postCancel } from "./routes/cancel.ts";
import { getCancelLink, postCancelLink } from "./routes/cancel-link.ts";
import { getChoose, postChoose } from "./routes/choose.ts";
import { drainOutbox } from "./routes/drain.ts";
import { getHealth } from "./routes/health.ts";
import { getKeep, postKeep } from "./routes/keep.ts";
import { getMetrics } from "./routes/metrics.ts";
import { getPortal, postPortal } from "./routes/portal.ts";
import { postResult } from "./routes/result.ts";
import { getReturn, postReturn } from "./routes/return.ts";
import { getScript, getServerModule } from "./routes/script.ts";
import { isForwarded, uncountedProxy } from "./uncounted-proxy.ts";
import { createWarnOnce } from "./warn-once.ts";

/** Only operators see these pages, so they are loaded once they are needed. */
const getOperatorPage = async (context: RouteContext) =>
  (await import("./routes/operator.ts")).getOperatorPage(context);
const postOperatorPage = async (context: RouteContext) =>
  (await import("./routes/operator-actions.ts")).postOperatorPage(context);

const getSetupPage = async (context: RouteContext) =>
  (await import("./routes/operator-setup.ts")).getSetupPage(context);
const postSetupPage = async (context: RouteContext) =>
  (await import("./routes/operator-setup.ts")).postSetupPage(context);

/** Only developers see these, so they are loaded once they are needed. */
const getDebug = async (context: RouteContext) => (await import("./routes/debug.ts")).getDebug(context);
const postDebug = async (context: RouteContext) => (await import("./routes/debug.ts")).postDebug(context);

const routes = new Map<string, Route>([
  ["/cancel-link", { GET: getCancelLink, POST: postCancelLink, cors: true }],
  ["/return", { GET: getReturn, POST: postReturn }],
  ["/result", { POST: postResult, cors: true }],
  ["/cancel", { GET: getCancel, POST: postCancel }],
  ["/keep", { GET: getKeep, POST: postKeep }],
  ["/choose", { GET: getChoose, POST: postChoose }],
  ...scriptPaths.map((path): [string, Route] => [path, { GET: getScript }]),
  ["/server.js", { GET: getServerModule }],
  ["/debug", { GET: getDebug, POST: postDebug, cors: true }],
  ["/health", { GET: getHealth }],
  ["/drain", { GET: drainOutbox, POST: drainOutbox }],
  ["/metrics", { GET: getMetrics }],
  ["/admin", { GET: getOperatorPage, POST: postOperatorPage }],
  ["/admin/setup", { GET: getSetupPage, POST: postSetupPage }],
]);

/** Few have these routes, so they are loaded once they are needed. */
const showUnknownDeclaration = async (context: RouteContext) =>
  (await import("./routes/unknown-declaration.ts")).showUnknownDeclaration(context);

const declarationRoutes: readonly (readonly [string, Route])[] = [
  [
    "/declaration",
    {
      GET: async (context) => (await import("./routes/declaration.ts")).getDeclaration(context),
      POST: async (context) => (await import("./routes/declaration.ts")).postDeclaration(context),
      notFoundPage: showUnknownDeclaration,
    },
  ],
  [
    "/declaration/confirm",
    {
      GET: async (context) => (await import("./routes/declaration-confirm.ts")).getConfirmation(context),
      POST: async (context) => (await import("./routes/declaration-confirm.ts")).postConfirmation(context),
      notFoundPage: showUnknownDeclaration,
    },
  ],
];

/** There is room for so many of the largest bodies at once, while they arrive. */
const maxHeldBodies = 64;

/** The routes that there are, with those that only some billing has. */
function getRoutes({ config: { declarations }, services: { billing } }: App): Map<string, Route> {
  return new Map([
    ...routes,
    ...(declarations ? declarationRoutes : []),
    ...(billing?.portal ? [["/portal", { GET: getPortal, POST: postPortal }] as const] : []),
    ...(billing?.webhook
      ? [[billing.webhook.path, { POST: postBillingWebhook, isSigned: true }] as const]
      : []),
    ...(billing?.readSettlement ? [["/settle", { POST: postSettle, isSigned: true }] as const] : []),
  ]);
}

/** Few have this route, so it is loaded once it is needed. */
const postSettle = async (context: RouteContext) =>
  (await import("./routes/settle.ts")).postSettlement(context);

/** Turns requests into responses; whatever is thrown also becomes one. */
export function createHandler(app: App, { lanes, drain }: Pick<RouteContext, "lanes" | "drain">) {
  const ownRoutes = getRoutes(app);
  const findPath = createPathFinder(app.config);
  const warnOnce = createWarnOnce(app.services.onEvent);
  const bodyLimits = {
    ...app.config,
    budget: createBodyBudget(maxHeldBodies * Math.max(app.config.maxBodyBytes, app.config.maxEventBytes)),
  };

  function checkBody(request: Request): void {
    if (!isBodyLost(request)) return;
    warnOnce(bodyLost);
    throw new RetentError("internal", bodyLost);
  }

  return async function handle(request: Request, host: HostChecks, peer?: string): Promise<Response> {
    const url = new URL(request.url);
    const startedAt = app.services.now();
    const path = findPath(url.pathname);
    const route = ownRoutes.get(path);
    if (app.config.trustProxy === 0 && isForwarded(request, peer)) warnOnce(uncountedProxy);
    const addressKey = getAddressKey(request, peer, app.config.trustProxy);
    let fields = {};
    const context: RouteContext = {
      app,
      lanes,
      drain,
      request,
      url,
      path,
      addressKey,
      warnOnce,
      host,
      async readBody(accepts, names) {
        checkBody(request);
        const body = await readBody(request, accepts, [...names, ...wordingFields], bodyLimits);
        fields = body.fields;
        return body;
      },
      async readBytes(maxBodyBytes) {
        checkBody(request);
        return readBytes(request, { ...bodyLimits, maxBodyBytes });
      },
      wording: (preset) => chooseWording(app, { request, url, fields }, preset),
    };
    let response: Response;
    try {
      if (route && !route.isSigned && request.method === "POST") {
        await countOrRefuse(app.services, app.services.limiters.addresses, addressKey);
      }
      response = await dispatch(route, context);
    } catch (error) {
      response = await answerError(context, route, error);
    }
    if (isClockOff(app.services.client.clockSkewSeconds())) warnOnce(clockOff);
    const { status } = response;
    // The clock may have been set back meanwhile.
    const durationMs = Math.max(0, app.services.now() - startedAt);
    app.services.onEvent({ type: "answered", route: route ? path : null, status, durationMs });
    return finish(app, request, route, response);
  };
}

function dispatch(route: Route | undefined, context: RouteContext): Response | Promise<Response> {
  if (!route) throw new RetentError("not_found", "There is nothing at this address.", findHint(context));
  const methods = [route.GET && ["GET", "HEAD"], route.POST && ["POST"], "OPTIONS"]
    .flat()
    .filter((m) => m !== undefined);
  const { method } = context.request;
  if (method === "OPTIONS") return preflight(context.app, context.request, methods, route.cors);
  const handler =
    method === "GET" || method === "HEAD" ? route.GET : method === "POST" ? route.POST : undefined;
  if (handler) return handler(context);
  throw new RetentError("method_not_allowed", `Use ${methods.join(" or ")} here.`, {
    headers: { allow: methods.join(", ") },
  });
}

/** A proxy may have removed all of our path, of which nothing is left that tells us from another server. */
function findHint({ app: { config }, url, warnOnce }: RouteContext): { hint?: string } {
  if (!routes.has(url.pathname)) return {};
  const hint = `a request for ${url.pathname} came without ${config.basePath} in front, which a proxy may have removed: let it pass the path on unchanged, or in a server of your own set mountPath: "/"`;
  warnOnce(hint);
  return { hint };
}

async function answerError(
  context: RouteContext,
  route: Route | undefined,
  thrown: unknown,
): Promise<Response> {
  const { app, request, url, path } = context;
  const error = toRetentError(app, thrown);
  const isByPerson = isForm(request) || (request.headers.get("accept") ?? "").includes("text/html");
  const wantsPage = isByPerson && !route?.isSigned;
  const withHint = app.config.environment === "sandbox";
  if (!wantsPage) return problem(error, { withHint });
  const own =
    error.code === "not_found" ? await route?.notFoundPage?.(context).catch(() => undefined) : undefined;
  const shown =
    own ??
    problemPage(app.config, await context.wording(), error, {
      target: `${app.config.basePath}${path}${url.search}`,
      canRestart: app.services.identityVerifier === undefined,
    });
  const response = page(shown, error.status);
  for (const [name, value] of Object.entries(error.headers)) response.headers.set(name, value);
  // Customers read the page; developers see this in their browser's tools.
  if (withHint && error.hint !== undefined) response.headers.set("retent-hint", error.hint);
  return response;
}

/** Only errors of our own shape say what happened; anything else is reported and answered without detail. */
function toRetentError({ services: { onEvent } }: App, error: unknown): RetentError {
  if (error instanceof RetentError) return error;
  onEvent({ type: "request_failed", error });
  if (isStoreError(error)) {
    return new RetentError(
      "store_unavailable",
      "This isn't possible right now. It is safe to try again in a moment.",
    );
  }
  return internalError();
}

function finish(app: App, request: Request, route: Route | undefined, response: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (route?.cors) {
    for (const [name, value] of Object.entries(corsHeaders(app, request))) response.headers.set(name, value);
  }
  if (request.method !== "HEAD") return response;
  return new Response(null, { status: response.status, headers: response.headers });
}
