export { Cancellations, default } from "@retent/cloudflare/worker";
