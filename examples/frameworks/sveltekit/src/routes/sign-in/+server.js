import { redirect } from "@sveltejs/kit";
import { beginSession } from "../../lib/server/session.js";

export async function POST({ request, cookies }) {
  beginSession(cookies, (await request.formData()).get("userId"));
  redirect(303, "/");
}
