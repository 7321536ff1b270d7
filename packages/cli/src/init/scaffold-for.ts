import { expressScaffold } from "./express-scaffold.ts";
import { fastifyScaffold } from "./fastify-scaffold.ts";
import { honoScaffold } from "./hono-scaffold.ts";
import { koaScaffold } from "./koa-scaffold.ts";
import { nextScaffold } from "./next-scaffold.ts";
import type { Framework, Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";

const scaffolds: Record<Framework, (project: Project, answers: Answers) => Scaffold> = {
  express: expressScaffold,
  fastify: fastifyScaffold,
  hono: honoScaffold,
  koa: koaScaffold,
  nest: expressScaffold,
  next: nextScaffold,
};

/** Builds what is added to the project for these answers. */
export function scaffoldFor(project: Project, answers: Answers): Scaffold {
  return scaffolds[answers.framework](project, answers);
}
