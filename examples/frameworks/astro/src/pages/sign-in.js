export async function POST({ request, session, redirect }) {
  session.set("userId", (await request.formData()).get("userId"));
  return redirect("/", 303);
}
