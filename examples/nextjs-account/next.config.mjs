/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // It runs as it is installed, with node:sqlite.
  serverExternalPackages: ["@retent/server"],
  // For the tests: a site below a path, with addresses that end in a slash.
  basePath: process.env.BASE_PATH,
  trailingSlash: process.env.BASE_PATH !== undefined,
};
