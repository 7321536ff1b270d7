import { renderToString } from "react-dom/server";
import { Page } from "./react.tsx";

export const html = renderToString(<Page />);
