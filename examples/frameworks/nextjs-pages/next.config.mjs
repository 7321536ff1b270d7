/** @type {import("next").NextConfig} */
export default {
  // It is not bundled, because it uses node:sqlite.
  serverExternalPackages: ["@retent/server"],
};
