import { index, route } from "@react-router/dev/routes";

export default [
  index("routes/account.jsx"),
  route("sign-in", "routes/sign-in.js"),
  route("api/retent/*", "routes/api.retent.$.js"),
];
