import * as z from "zod";
import type { Variable } from "./variable.ts";
import { billingVariables } from "./variables/billing.ts";
import { brandVariables } from "./variables/brand.ts";
import { declarationVariables } from "./variables/declarations.ts";
import { mailVariables } from "./variables/mail.ts";
import { notificationVariables } from "./variables/notifications.ts";
import { processVariables } from "./variables/process.ts";
import { retentBaseVariables } from "./variables/retentbase.ts";
import { siteVariables } from "./variables/site.ts";

const table = {
  ...retentBaseVariables,
  ...siteVariables,
  ...brandVariables,
  ...billingVariables,
  ...declarationVariables,
  ...notificationVariables,
  ...mailVariables,
  ...processVariables,
};

export type VariableName = keyof typeof table;

/** Every environment variable that is read. */
export const variables: Readonly<Record<VariableName, Variable>> = table;

export const variableNames = Object.keys(table) as VariableName[];

/** The variables whose whole values are secret. */
export const secretNames = variableNames.filter((name) => {
  const { secret } = variables[name];
  return secret === "value" || secret === "address";
});

type Shape = { [Name in VariableName]: (typeof table)[Name]["schema"] };

/** Reads all variables. Names that are not in the table are refused. */
export const variablesSchema = z.strictObject(
  Object.fromEntries(variableNames.map((name) => [name, table[name].schema])) as Shape,
);

/** The values of all variables. */
export type Variables = z.output<typeof variablesSchema>;
