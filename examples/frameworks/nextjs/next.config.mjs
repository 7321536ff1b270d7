/** @type {import("next").NextConfig} */
export default {
  basePath: "/shop",
  trailingSlash: true,
  // It is not bundled, because it uses node:sqlite.
  serverExternalPackages: ["@retent/server"],
};
