// Stands in for AWS Lambda and its function URLs, whose events and answers are those of payload format 2.0
// (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).
import { pathToFileURL } from "node:url";
import { serve } from "@hono/node-server";
import "@retent/test-support/track-wait-until";

/** The bundle that template.yaml describes. */
const { handler } = (await import(pathToFileURL(process.env.HANDLER ?? "").href)) as {
  handler(event: object, context: object): Promise<unknown>;
};

interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

const isText = /^(text\/|application\/(json|javascript|xml))/;

async function toEvent(request: Request) {
  const { pathname, search, host } = new URL(request.url);
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const bytes = Buffer.from(await request.arrayBuffer());
  const isBase64Encoded = !isText.test(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie && { cookies: cookie.split("; ") }),
    headers: { ...headers, host },
    requestContext: {
      accountId: "anonymous",
      apiId: "url-id",
      domainName: host,
      domainPrefix: "url-id",
      http: {
        method: request.method,
        path: pathname,
        protocol: "HTTP/1.1",
        sourceIp: "192.0.2.7",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: "id",
      routeKey: "$default",
      stage: "$default",
      time: "28/Nov/2026:10:00:00 +0000",
      timeEpoch: 1_795_860_000_000,
    },
    ...(bytes.length > 0 && { body: bytes.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded: bytes.length > 0 && isBase64Encoded,
  };
}

function toResponse({ statusCode, headers, cookies = [], body, isBase64Encoded }: Answer): Response {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  const response = new Response([204, 303, 304].includes(statusCode) && bytes.length === 0 ? null : bytes, {
    status: statusCode,
    headers,
  });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

const invoke = (event: object) => handler(event, {});

async function fetch(request: Request): Promise<Response> {
  if (new URL(request.url).pathname === "/timer") return Response.json(await invoke({ drain: true }));
  return toResponse((await invoke(await toEvent(request))) as Answer);
}

serve({ fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) }, () => console.log("Ready"));
