/** A command can't be run. The message is one line for the operator. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
