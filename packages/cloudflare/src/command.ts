// What the Worker shares with the `retent` command, which is no library: the variables, and what they mean.
export { createBilling } from "../../cli/src/billing.ts";
export { ConfigurationError } from "../../cli/src/environment/configuration-error.ts";
export { buildFromEnvironment } from "../../cli/src/environment/option-faults.ts";
export { type Environment, readEnvironment } from "../../cli/src/environment.ts";
