import { toCookie } from "../../lib/session.js";

export default function signIn(request, response) {
  response.setHeader("set-cookie", toCookie(request.body.userId));
  response.redirect(303, "/");
}
