import { astroScaffold } from "./astro-scaffold.ts";
import { denoScaffold } from "./deno-scaffold.ts";
import { elysiaScaffold } from "./elysia-scaffold.ts";
import { expressScaffold } from "./express-scaffold.ts";
import { fastifyScaffold } from "./fastify-scaffold.ts";
import { honoScaffold } from "./hono-scaffold.ts";
import { koaScaffold } from "./koa-scaffold.ts";
import { nestScaffold } from "./nest-scaffold.ts";
import { nextScaffold } from "./next-scaffold.ts";
import { nuxtScaffold } from "./nuxt-scaffold.ts";
import type { Framework, Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import { reactRouterScaffold } from "./react-router-scaffold.ts";
import type { Scaffold } from "./scaffold.ts";
import { svelteKitScaffold } from "./sveltekit-scaffold.ts";
import { tanStackScaffold } from "./tanstack-scaffold.ts";

const scaffolds: Record<Framework, (project: Project, answers: Answers) => Scaffold> = {
  astro: astroScaffold,
  deno: denoScaffold,
  elysia: elysiaScaffold,
  express: expressScaffold,
  fastify: fastifyScaffold,
  hono: honoScaffold,
  koa: koaScaffold,
  nest: nestScaffold,
  next: nextScaffold,
  nuxt: nuxtScaffold,
  "react-router": reactRouterScaffold,
  sveltekit: svelteKitScaffold,
  tanstack: tanStackScaffold,
};

/** Builds what is added to the project for these answers. */
export function scaffoldFor(project: Project, answers: Answers): Scaffold {
  return scaffolds[answers.framework](project, answers);
}
