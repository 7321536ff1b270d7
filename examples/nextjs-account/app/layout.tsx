import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./account.css";

export const metadata: Metadata = { title: "Your account", other: { "color-scheme": "light dark" } };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
