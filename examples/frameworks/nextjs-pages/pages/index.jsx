import { endOf } from "trial-site";
import { RetentCancelButton } from "../lib/retent-cancel-button";
import { readSession } from "../lib/session.js";

export function getServerSideProps({ req }) {
  return { props: { endsOn: endOf(readSession(req)) ?? null } };
}

export default function Page({ endsOn }) {
  return (
    <main>
      <h1>Your account</h1>
      {endsOn ? <p>{`Ends on ${endsOn}`}</p> : <RetentCancelButton />}
    </main>
  );
}
