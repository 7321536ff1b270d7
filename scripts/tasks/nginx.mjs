// Gets the nginx that the tests put in front of the server.
import { installNginx } from "../nginx/find-nginx.mjs";

await installNginx();
