import { endOf } from "trial-site";

export function load({ locals }) {
  return { endsOn: endOf(locals.userId) };
}
