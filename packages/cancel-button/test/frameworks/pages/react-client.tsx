import { createRoot, hydrateRoot } from "react-dom/client";
import { Page } from "./react.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("the page lacks #root");
if (root.childElementCount) hydrateRoot(root, <Page />);
else createRoot(root).render(<Page />);
