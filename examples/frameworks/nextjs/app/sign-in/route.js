import { beginSession } from "../../lib/session.js";

export async function POST(request) {
  await beginSession((await request.formData()).get("userId"));
  return new Response(null, { status: 303, headers: { location: "/shop/" } });
}
