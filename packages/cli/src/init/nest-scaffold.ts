import { CommandError } from "../command-error.ts";
import { expressScaffold } from "./express-scaffold.ts";
import type { Project } from "./project.ts";
import type { Answers } from "./questions.ts";
import type { Scaffold } from "./scaffold.ts";

/**
 * NestJS stands on Express.
 *
 * @throws {CommandError} if it stands on Fastify here
 */
export function nestScaffold(project: Project, answers: Answers): Scaffold {
  const isOn = (platform: string) => project.packages.has(`@nestjs/platform-${platform}`);
  if (isOn("fastify") && !isOn("express")) {
    throw new CommandError(
      "unsuitable_project",
      "init: this project runs NestJS on Fastify, and init knows it on Express only: write a Fastify plugin with --framework fastify, and register it in main.ts with app.register(retentRoutes)",
    );
  }
  return expressScaffold(project, answers);
}
