import { createFileRoute } from "@tanstack/react-router";
import { createServerFn } from "@tanstack/react-start";
import { createElement } from "react";
import { endOf } from "trial-site";
import { readSession } from "../lib/session.server";

const readAccount = createServerFn().handler(async () => ({ endsOn: endOf(readSession()) }));

export const Route = createFileRoute("/")({ loader: () => readAccount(), component: Account });

function Account() {
  const { endsOn } = Route.useLoaderData();
  return (
    <main>
      <h1>Your account</h1>
      {endsOn ? <p>{`Ends on ${endsOn}`}</p> : <CancelButton />}
    </main>
  );
}

function CancelButton() {
  return (
    <>
      <script async type="module" src="/api/retent/button.js" />
      {createElement(
        "retent-cancel-button",
        { "return-to": "/" },
        <form method="post" action="/api/retent/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>,
      )}
    </>
  );
}
