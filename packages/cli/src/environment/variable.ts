import type { RetentOptions } from "@retent/server";
import type { MailerOptions } from "@retent/server/mail";
import type { NotifierOptions } from "@retent/server/notifications";
import type { StripeBillingOptions } from "@retent/server/stripe";
import type { WebhookBillingOptions } from "@retent/server/webhook-billing";
import type * as z from "zod";

/** The functions whose options come from the environment. */
export interface Builders {
  createRetent: RetentOptions;
  createStripeBilling: StripeBillingOptions;
  createWebhookBilling: WebhookBillingOptions;
  createNotifier: NotifierOptions;
  createMailer: MailerOptions;
}

/** An option of one of the builders. `Value` is what it takes. */
export interface Option<Value> {
  builder: keyof Builders;
  /** The option's name, or the names that lead to it: `identity.secret`. */
  path: string;
  /** It is never set: it lets the compiler compare an option with the variable that becomes it. */
  accepts?: (value: Value) => void;
}

type ValueAt<Options, Path extends string> = Path extends `${infer Head}.${infer Tail}`
  ? Head extends keyof Options
    ? ValueAt<Extract<Options[Head], object>, Tail>
    : never
  : Path extends keyof Options
    ? Options[Path]
    : never;

/** Names an option. The compiler refuses a path that does not exist. */
export function option<Builder extends keyof Builders, Path extends string>(
  builder: Builder,
  path: Path,
): Option<ValueAt<Builders[Builder], Path>> {
  return { builder, path };
}

/**
 * What must never be printed: the `value` (each entry of a list), an `address` that lets anyone who has it
 * write there, together with its parts, or only the `password` inside of a URL.
 */
export type SecretKind = "value" | "address" | "password";

/** Everything that is known about one environment variable. */
export interface Variable {
  /** Reads the value, refuses one that can't be used, and holds the default. */
  schema: z.ZodType;
  /** The option that the value becomes. */
  option?: Option<never>;
  /** What it is for, in one sentence. */
  meaning: string;
  /** What happens without it, unless the schema has a default. */
  whenUnset?: string;
  /** How to get a value for it. */
  howToGet?: string;
  secret?: SecretKind;
  /** It takes several values, separated by commas. */
  isList?: true;
}

/** Describes a variable. The compiler refuses an option that does not take what the schema returns. */
export function variable<Schema extends z.ZodType>(
  entry: Variable & { schema: Schema; option?: Option<Exclude<z.output<Schema>, undefined>> },
): Variable & { schema: Schema } {
  return entry;
}
