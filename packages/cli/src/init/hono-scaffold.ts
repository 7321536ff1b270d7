import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle, mountPath } from "./server-source.ts";

/** One module with the server and its routes, to be mounted by hand. */
export function honoScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const { typed, extension } = getModuleStyle(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const content = mountedModule(project, answers, {
    imports: [`import { ${typed("type Context, ")}Hono } from "hono";`],
    parameter: { name: "context", type: "Context" },
    routes: `/** The routes: \`app.route("${mountPath}", retentRoutes)\`. */
export const retentRoutes = new Hono().all("/*", (context) => retent.fetch(context.req.raw, context));`,
    example:
      'const userId = await getSignedCookie(context, secret, "customer"); return userId ? { userId } : null;',
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }],
    mount: `(the routes need Node.js):
import { retent, retentRoutes } from "./retent.${project.usesTypeScript ? "js" : extension}";
app.route("${mountPath}", retentRoutes);
retent.start();`,
    settings: "Copy the lines of .env.example into .env and load it at the start, e.g. node --env-file=.env",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/node"],
  };
}
