import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { starterCustomerSource, starterFile } from "./express-starter.ts";
import { findLocalSite } from "./local-site.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { getModuleStyle, mountPath } from "./server-source.ts";

/**
 * One module with the server and its routes, to be mounted by hand; in an empty project also a site that
 * mounts it.
 */
export function expressScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const localSite = findLocalSite(answers);
  const { typed, extension } = getModuleStyle(project);
  const serverFile = posix.join(folder, `retent.${extension}`);
  const starter =
    project.isEmpty && !project.usesTypeScript ? starterFile(serverFile, publicUrl, localSite) : undefined;
  const content = mountedModule(project, answers, {
    imports: [
      'import { toExpress } from "@retent/server/express";',
      typed('import type { Request } from "express";'),
    ],
    parameter: { name: "request", type: "Request" },
    routes: `/** The routes: \`app.use("${mountPath}", retentRoutes)\`. */
export const retentRoutes = toExpress(retent);`,
    example: "return request.session.userId ? { userId: request.session.userId } : null;",
    customer: starter && starterCustomerSource,
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }, ...(starter ? [starter] : [])],
    starterFile: starter?.path,
    mount: `after your session middleware and before anything that reads bodies:
import { retent, retentRoutes } from "./retent.${project.usesTypeScript ? "js" : extension}";
app.use("${mountPath}", retentRoutes);
retent.start();`,
    settings: "Copy the lines of .env.example into .env and load it at the start, e.g. node --env-file=.env",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/express", "@types/node"],
  };
}
