/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // It runs as it is installed, with node:sqlite.
  serverExternalPackages: ["@retent/server"],
};
