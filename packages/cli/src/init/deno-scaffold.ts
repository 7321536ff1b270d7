import { posix } from "node:path";
import { buttonTag } from "./button-tag.ts";
import { mountedModule } from "./mounted-module.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";
import { mountPath } from "./server-source.ts";

/** One module with the server and its routes, for the handler of `Deno.serve`. */
export function denoScaffold(project: Project, answers: Answers): Scaffold {
  const { publicUrl, folder } = answers;
  const serverFile = posix.join(folder, "retent.ts");
  const content = mountedModule({ ...project, usesTypeScript: true }, answers, {
    imports: ['import process from "node:process";'],
    parameter: { name: "request", type: "Request" },
    routes: `/** Responds to the requests below \`${mountPath}\`; undefined for those of the site's own. */
export function retentRoutes(
  request: Request,
  info: Deno.ServeHandlerInfo<Deno.NetAddr>,
): Promise<Response> | undefined {
  if (!new URL(request.url).pathname.startsWith("${mountPath}/")) return undefined;
  return retent.fetch(request, request, info.remoteAddr.hostname);
}`,
    example:
      "const userId = await readSession(request.headers.get('cookie')); return userId ? { userId } : null;",
  });
  return {
    serverFile,
    files: [{ path: serverFile, content }],
    mount: `in front of your own handler:
import { retent, retentRoutes } from "./retent.ts";
retent.start();
Deno.serve((request, info) => retentRoutes(request, info) ?? yourHandler(request));`,
    settings:
      "Copy the lines of .env.example into .env and load it at the start, e.g. deno run --env-file --allow-env --allow-net --allow-read --allow-write",
    tag: `into your account page:\n${buttonTag(publicUrl)}`,
    typePackages: ["@types/node"],
  };
}
