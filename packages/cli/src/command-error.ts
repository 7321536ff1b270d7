import { CodedError } from "@retent/retentbase/internal";

/**
 * Why a command can't be run.
 *
 * | code | when |
 * | --- | --- |
 * | `usage` | the command line, or an answer to one of its questions, is not one that the command takes |
 * | `unsuitable_project` | `init`: the folder holds no project that it can write to |
 * | `not_written` | `init`, `setup`, `export`: a file could not be written, so nothing was |
 * | `not_listening` | `serve`: the port can't be used |
 * | `unfinished` | `erase`: work is left for the customer, which would be lost |
 * | `env_file` | the file that `--env-file` names is missing, can't be read, or can't be changed by `setup` |
 */
export type CommandErrorCode =
  | "usage"
  | "unsuitable_project"
  | "not_written"
  | "not_listening"
  | "unfinished"
  | "env_file";

/** A command can't be run. The message is one line for the operator. */
export class CommandError extends CodedError<CommandErrorCode> {
  override readonly name = "CommandError";
}
