const failures = {
  400: "The body, a parameter or the return URL is not valid",
  401: "The API key is missing or invalid",
  402: "The workspace is read-only: its subscription has expired",
  403: "Not available to this workspace or plan",
  404: "There is no such event or session in this environment",
  409: "No default return URL is configured, or the event is in the other environment",
  415: "The content type is not JSON",
  429: "Too many requests",
};

/** RetentBase's API as its public docs describe it, with the bodies of the client's own schemas. */
export function describeRetentBaseApi(retentbase) {
  const body = (schema, io) => schema.toJSONSchema({ io, unrepresentable: "any" });
  const json = (schema) => ({ "application/json": { schema } });
  const answers = (ok, ...statuses) => ({
    200: ok,
    ...Object.fromEntries(statuses.map((status) => [status, { description: failures[status] }])),
  });
  const sends = (schema) => ({ required: true, content: json(body(schema, "input")) });
  const parameter = (name) => ({ name, in: "path", required: true, schema: { type: "string" } });
  return {
    openapi: "3.1.0",
    info: {
      title: "RetentBase",
      version: "1",
      description: "What RetentBase's public docs say of its API. Called by servers only.",
    },
    servers: [{ url: retentbase.hosts.api }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths: {
      "/api/v1/cancel-link": {
        post: {
          operationId: "createCancelLink",
          summary: "Makes a hosted cancellation page for one customer",
          requestBody: sends(retentbase.cancelLinkRequestSchema),
          responses: answers(
            { description: "The page", content: json(body(retentbase.cancelLinkSchema, "output")) },
            ...[400, 401, 402, 403, 409, 415, 429],
          ),
        },
      },
      "/api/v1/cancel-sessions/{id}": {
        get: {
          operationId: "getCancelSession",
          summary: "How a hosted session stands (Advanced plan)",
          parameters: [parameter("id")],
          responses: answers(
            { description: "The session", content: json(body(retentbase.cancelSessionSchema, "output")) },
            ...[401, 403, 404, 429],
          ),
        },
      },
      "/api/v1/cancellations": {
        post: {
          operationId: "createCancellation",
          summary: "Records a cancellation that pages of the merchant's own asked about (Advanced plan)",
          requestBody: sends(retentbase.cancellationRequestSchema),
          responses: answers({ description: "Recorded" }, 400, 401, 402, 403, 415, 429),
        },
      },
      "/api/v1/cancellations/{eventId}": {
        patch: {
          operationId: "updateCancellation",
          summary: "Sets the final billing outcome of an event (Advanced plan)",
          parameters: [parameter("eventId")],
          requestBody: sends(retentbase.cancellationUpdateSchema),
          responses: answers({ description: "Outcome updated" }, 400, 401, 403, 404, 409, 415, 429),
        },
      },
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        apiKey: { type: "apiKey", in: "header", name: "x-api-key" },
      },
    },
  };
}
