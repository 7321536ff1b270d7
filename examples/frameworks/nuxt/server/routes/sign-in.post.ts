export default defineEventHandler(async (event) => {
  const { userId } = await readBody<{ userId: string }>(event);
  const session = await useCustomerSession(event);
  await session.update({ userId });
  return sendRedirect(event, "/", 303);
});
