import "@retent/cancel-button/define";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Account } from "./account.tsx";
import "./account.css";

const root = document.getElementById("account");
if (!root) throw new Error("the page lacks #account");
// What stood there was for browsers without script.
root.replaceChildren();
createRoot(root).render(
  <StrictMode>
    <Account />
  </StrictMode>,
);
