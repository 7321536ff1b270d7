import { endOf } from "trial-site";

export default defineEventHandler(async (event) => {
  const { data } = await useCustomerSession(event);
  return { endsOn: endOf(data.userId) };
});
