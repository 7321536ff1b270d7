import { posix } from "node:path";
import { routesPath } from "./button-tag.ts";
import type { Project } from "./project.ts";
import { type Answers, findNextRoutes } from "./questions.ts";
import { getExtension, importPath } from "./route-files.ts";
import type { Scaffold, WantedFile } from "./scaffold.ts";
import { getModuleStyle } from "./server-source.ts";
import { sharedModule } from "./shared-module.ts";

/**
 * The server's module, a route handler, the start of the outbox, the button, and the configuration of
 * Next.js.
 */
export function nextScaffold(project: Project, { publicUrl, folder }: Answers): Scaffold {
  const { typed } = getModuleStyle(project);
  const extension = getExtension(project);
  const { folder: routes, router } = findNextRoutes(project);
  const module = posix.join(folder, "retent");
  const serverFile = `${module}.${extension}`;
  const instrumentationFolder = posix.dirname(routes);
  const route = router === "app" ? appRoute(project, routes, module) : pagesRoute(project, routes, module);
  const server = sharedModule(
    project,
    router === "app"
      ? {
          example:
            "const session = await auth(); return session?.user?.id ? { userId: session.user.id } : null;",
        }
      : {
          imports: [typed('import type { IncomingMessage } from "node:http";')],
          parameter: { name: "request", type: "IncomingMessage" },
          example:
            "const token = await getToken({ req: request }); return token?.sub ? { userId: token.sub } : null;",
        },
  );
  const instrumentation = `/** Next.js calls this when the server starts: outcomes reach RetentBase while it runs. */
export async function register()${typed(": Promise<void>")} {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getRetent } = await import("${importPath(project, instrumentationFolder, module)}");
    getRetent().start();
  }
}
`;
  const config = `/** @type {import("next").NextConfig} */
export default {
  // It is not bundled, because it uses node:sqlite.
  serverExternalPackages: ["@retent/server"],
};
`;
  const buttonFile = posix.join(folder, `retent-cancel-button.${project.usesTypeScript ? "tsx" : "jsx"}`);
  return {
    serverFile,
    files: [
      { path: serverFile, content: server },
      route,
      { path: posix.join(instrumentationFolder, `instrumentation.${extension}`), content: instrumentation },
      { path: "next.config.mjs", content: config, marker: "@retent/server" },
      { path: buttonFile, content: buttonSource(routesPath(publicUrl), typed) },
    ],
    mount: "",
    settings: "Copy the lines of .env.example into .env, which Next.js loads",
    tag: `into your account page: <RetentCancelButton />, from ${buttonFile}`,
    typePackages: ["@types/node", "@types/react"],
  };
}

function appRoute(project: Project, routes: string, module: string): WantedFile {
  const { typed } = getModuleStyle(project);
  const folder = `${routes}/api/retent/[...path]`;
  return {
    path: `${folder}/route.${getExtension(project)}`,
    content: `import { getRetent } from "${importPath(project, folder, module)}";

/** The cancel routes. */
function handle(request${typed(": Request")})${typed(": Promise<Response>")} {
  return getRetent().fetch(request, undefined);
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
`,
  };
}

function pagesRoute(project: Project, routes: string, module: string): WantedFile {
  const { typed } = getModuleStyle(project);
  const folder = `${routes}/api/retent`;
  return {
    path: `${folder}/[...path].${getExtension(project)}`,
    content: `import { toNode } from "@retent/server/node";
${typed('import type { NextApiRequest, NextApiResponse } from "next";\n')}import { getRetent } from "${importPath(project, folder, module)}";

// Retent reads bodies itself.
export const config = { api: { bodyParser: false } };

/** The cancel routes. */
export default function handle(request${typed(": NextApiRequest")}, response${typed(": NextApiResponse")})${typed(": Promise<void>")} {
  return toNode(getRetent())(request, response);
}
`,
  };
}

function buttonSource(path: string, typed: (type: string) => string): string {
  return `import { createElement } from "react";

/** The cancel button. Without JavaScript, the form inside does the same. */
export function RetentCancelButton({ returnTo = "/" }${typed(": { returnTo?: string }")}) {
  return (
    <>
      <script async type="module" src="${path}/button.js" />
      {createElement(
        "retent-cancel-button",
        { "return-to": returnTo },
        <form method="post" action="${path}/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>,
      )}
    </>
  );
}
`;
}
