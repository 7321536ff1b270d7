const text = { type: "string" };
const nullable = (type) => ({ type: [type, "null"] });
const outcome = { enum: ["churned", "recovered", null] };
const environment = { enum: ["sandbox", "prod"] };
const object = (properties, required = Object.keys(properties)) => ({ type: "object", properties, required });

const identity = { ...text, description: "An identity JWT, if no session says who the customer is" };

const linkFields = object(
  {
    returnTo: { ...text, description: "Where the customer lands at the end, on an allowed origin" },
    identity,
    mode: { enum: ["redirect", "direct"], default: "redirect" },
    preset: { enum: ["de", "fr", "eu-withdrawal"], description: "In whose words; leads to the plain page" },
    lang: { ...text, description: "Language of our pages, as a BCP 47 tag" },
  },
  [],
);
const link = object({
  url: { ...text, format: "uri" },
  expiresAt: { ...text, format: "date-time" },
  environment,
  eventId: text,
  fallback: { enum: ["timeout", "unreachable", "rejected", "rate_limited", null] },
});
const result = object({
  status: { enum: ["settled", "pending"] },
  outcome,
  effectiveAt: { ...nullable("string"), format: "date-time" },
  environment,
  returnTo: { ...text, format: "uri" },
  confirmed: { type: "boolean", description: "Whether billing made the settlement" },
});
const open = object({
  status: { enum: ["unfinished", "unknown"], description: "What RetentBase says, or that it can't say it" },
  url: { ...text, description: "The flow's plain page" },
});
const refusedResult = object({ token: { ...text, description: "The refused token" }, identity }, []);
const problem = object(
  {
    type: text,
    title: text,
    status: { type: "integer" },
    code: { ...text, description: "Stable; one of the documented codes" },
    detail: text,
    hint: { ...text, description: "In the sandbox alone: the cause, for developers" },
  },
  ["type", "title", "status", "code", "detail"],
);
const health = object({ status: { enum: ["ok", "degraded"] } });

const json = (schema) => ({ "application/json": { schema } });
const form = (schema) => ({ "application/x-www-form-urlencoded": { schema } });
const page = { description: "A page", content: { "text/html": { schema: text } } };
const there = { description: "On to the next page" };
const refused = {
  description:
    "What is wrong: a problem document for programs, and a page for forms and for whoever accepts HTML",
  content: { "application/problem+json": { schema: problem }, "text/html": { schema: text } },
};
const answers = (good) => ({ ...good, "4XX": refused, "5XX": refused });
const takes = (content) => ({ required: true, content });
const pass = {
  name: "pass",
  in: "query",
  schema: text,
  description: "Stands for the customer on this flow for 30 minutes, if an identity JWT started it",
};
const event = { name: "event", in: "query", schema: text, description: "The event id" };

/** The server's own routes, below the path that it is mounted at. */
export const serverApi = {
  openapi: "3.1.0",
  info: {
    title: "Retent's server",
    version: "1",
    description: "The routes between a merchant's page and RetentBase.",
  },
  servers: [{ url: "/api", description: "Where the standalone server mounts it" }],
  paths: {
    "/cancel-link": {
      post: {
        summary: "Starts a cancellation: a link for script, the way there for a form",
        requestBody: takes({ ...json(linkFields), ...form(linkFields) }),
        responses: answers({
          200: { description: "The link", content: json(link) },
          303: there,
          307: { description: "The same at publicUrl, for a form that came under another name of the site" },
        }),
      },
    },
    "/return": {
      get: {
        summary: "The page that customers come back to",
        parameters: [event],
        responses: answers({ 200: page }),
      },
      post: {
        summary: "Asks RetentBase how the flow ended, without script or after a refused token",
        requestBody: takes({ ...form({ type: "object" }), ...json(refusedResult) }),
        responses: answers({
          200: {
            description: "How it stands; for a form a page that says that the customer has not finished",
            content: { ...json({ oneOf: [result, open] }), ...page.content },
          },
          303: there,
        }),
      },
    },
    "/result": {
      post: {
        summary: "Takes a result token; the same again has the same answer",
        requestBody: takes(json(object({ token: text, identity }, ["token"]))),
        responses: answers({ 200: { description: "How it stands", content: json(result) } }),
      },
    },
    "/cancel": {
      get: {
        summary: "The plain cancellation page, then its receipt",
        parameters: [event, pass],
        responses: answers({
          200: page,
          303: { description: "The same page without the pass, for a browser that keeps cookies" },
        }),
      },
      post: {
        summary: "Confirms the cancellation",
        requestBody: takes(form(object({ event: text, pass: text }, ["event"]))),
        responses: answers({ 303: there }),
      },
    },
    "/button.js": {
      get: {
        summary: "The button's script",
        responses: answers({
          200: { description: "The script", content: { "text/javascript": { schema: text } } },
          304: { description: "It has not changed" },
        }),
      },
    },
    "/server.js": {
      get: {
        summary: "The module by which the button knows its server",
        responses: answers({
          200: { description: "It exports the endpoint", content: { "text/javascript": { schema: text } } },
        }),
      },
    },
    "/stripe/webhook": {
      post: {
        summary: "Takes Stripe's events, where Stripe decides",
        requestBody: takes(json({ type: "object" })),
        responses: answers({
          200: { description: "It is on disk", content: json(object({ received: { const: true } })) },
        }),
      },
    },
    "/portal": {
      get: { summary: "On to billing's own page about the subscription", responses: answers({ 303: there }) },
      post: {
        summary: "The same, for a form with an identity JWT",
        requestBody: takes(form(object({ identity: text }))),
        responses: answers({ 303: there }),
      },
    },
    "/health": {
      get: {
        summary: "Says that the process answers; with `deep` and the health token how everything stands",
        parameters: [{ name: "deep", in: "query", schema: text }],
        responses: answers({
          200: { description: "It stands", content: json(health) },
          503: { description: "Something is broken", content: json(health) },
        }),
      },
    },
    "/metrics": {
      get: {
        summary: "Figures for Prometheus, with the health token",
        responses: answers({ 200: { description: "Figures", content: { "text/plain": { schema: text } } } }),
      },
    },
    "/admin": {
      get: {
        summary: "The operator's page, with the health token or the host's own check",
        parameters: [event],
        responses: answers({ 200: page }),
      },
      post: {
        summary: "Sends again what was given up, of one event or of all, or sets that of one event aside",
        requestBody: takes(form(object({ event: text, do: { type: "string", enum: ["set_aside"] } }, []))),
        responses: answers({ 303: there }),
      },
    },
  },
};
