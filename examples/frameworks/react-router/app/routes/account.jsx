import { endOf } from "trial-site";
import { readSession } from "../lib/session.server.js";

export async function loader({ request }) {
  return { endsOn: endOf(await readSession(request)) };
}

export default function Account({ loaderData: { endsOn } }) {
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
      <retent-cancel-button return-to="/">
        <form method="post" action="/api/retent/cancel-link" data-turbo="false">
          <button type="submit">Cancel subscription</button>
        </form>
      </retent-cancel-button>
    </>
  );
}
