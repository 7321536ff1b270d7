// The package's index loads every backend that it knows, some for Node.js alone; this one file runs anywhere, but has no types.
declare module "rate-limiter-flexible/lib/RateLimiterMemory.js" {
  export { RateLimiterMemory as default } from "rate-limiter-flexible";
}
