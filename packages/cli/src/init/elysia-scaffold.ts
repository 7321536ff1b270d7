import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle, mountPath } from "./server-source.ts";

/** One module with the server and its routes as a plugin, to be used by hand. */
export function elysiaScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const { typed, extension } = getModuleStyle(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const content = mountedModule(project, answers, {
    imports: [`import { ${typed("type Context, ")}Elysia } from "elysia";`],
    parameter: { name: "context", type: "Context" },
    routes: `/** The routes, as a plugin: \`app.use(retentRoutes)\`. */
export const retentRoutes = new Elysia().all(
  "${mountPath}/*",
  (context) =>
    retent.fetch(context.request, context, context.server?.requestIP(context.request)?.address),
  // Retent reads bodies itself.
  { parse: "none" },
);`,
    example:
      "const userId = context.cookie.userId?.value; return userId ? { userId } : null; with signed cookies",
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }],
    mount: `behind your own plugins:
import { retent, retentRoutes } from "./retent${project.usesTypeScript ? "" : `.${extension}`}";
app.use(retentRoutes);
retent.start();`,
    settings: "Copy the lines of .env.example into .env, which Bun loads",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/bun"],
  };
}
