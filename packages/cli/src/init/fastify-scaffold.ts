import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle, mountPath } from "./server-source.ts";

/** One module with the server and its routes as a plugin, to be registered by hand. */
export function fastifyScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const { typed, extension } = getModuleStyle(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const content = mountedModule(project, answers, {
    imports: [typed('import type { FastifyInstance, FastifyRequest } from "fastify";')],
    parameter: { name: "request", type: "FastifyRequest" },
    routes: `/** The routes, as a plugin: \`app.register(retentRoutes)\`. */
export async function retentRoutes(app${typed(": FastifyInstance")})${typed(": Promise<void>")} {
  // Retent reads bodies itself. A plugin's parsers are its own, so the rest of the site keeps Fastify's.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.route({
    method: ["GET", "HEAD", "OPTIONS", "POST"],
    url: "${mountPath}/*",
    handler: (request) => retent.fetch(toRequest(request), request, request.ip),
  });
}

function toRequest({ url, method, headers, body }${typed(": FastifyRequest")})${typed(": Request")} {
  return new Request(new URL(url, retent.publicUrl), {
    method,
    headers${typed(": headers as Record<string, string>")},
    body: ${project.usesTypeScript ? "(body as Buffer<ArrayBuffer> | undefined)" : "body"} ?? null,
  });
}`,
    example: "return request.session.userId ? { userId: request.session.userId } : null;",
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }],
    mount: `after your session plugin:
import { retent, retentRoutes } from "./retent.${project.usesTypeScript ? "js" : extension}";
app.register(retentRoutes);
retent.start();`,
    settings: "Copy the lines of .env.example into .env and load it at the start, e.g. node --env-file=.env",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/node"],
  };
}
