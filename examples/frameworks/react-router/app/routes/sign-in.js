import { redirect } from "react-router";
import { beginSession } from "../lib/session.server.js";

export async function action({ request }) {
  const userId = (await request.formData()).get("userId");
  return redirect("/", { headers: { "set-cookie": await beginSession(userId) } });
}
