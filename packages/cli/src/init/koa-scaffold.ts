import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle, mountPath } from "./server-source.ts";

/** One module with the server and its routes as middleware, to be used by hand. */
export function koaScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const { typed, extension } = getModuleStyle(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const content = mountedModule(project, answers, {
    imports: [
      typed('import type { IncomingMessage } from "node:http";'),
      'import { toNode } from "@retent/server/node";',
      typed('import type { Context, Next } from "koa";'),
    ],
    parameter: { name: "message", type: "IncomingMessage & { context?: Context }" },
    routes: `const serve = toNode(retent);

/** The routes: \`app.use(retentRoutes)\`. */
export async function retentRoutes(context${typed(": Context")}, next${typed(": Next")})${typed(": Promise<void>")} {
  if (!context.path.startsWith("${mountPath}/")) return next();
  // Retent writes the response itself.
  context.respond = false;
  await serve(Object.assign(context.req, { context }), context.res);
}`,
    example:
      "const { session } = message.context; return session.userId ? { userId: session.userId } : null;",
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }],
    mount: `after your session middleware and before anything that reads bodies:
import { retent, retentRoutes } from "./retent.${project.usesTypeScript ? "js" : extension}";
app.use(retentRoutes);
retent.start();`,
    settings: "Copy the lines of .env.example into .env and load it at the start, e.g. node --env-file=.env",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/koa", "@types/node"],
  };
}
