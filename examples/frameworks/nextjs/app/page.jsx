import { endOf } from "trial-site";
import { RetentCancelButton } from "../lib/retent-cancel-button";
import { readSession } from "../lib/session.js";

export default async function Page() {
  const userId = await readSession();
  const endsOn = endOf(userId);
  return (
    <main>
      <h1>Your account</h1>
      {endsOn ? <p>{`Ends on ${endsOn}`}</p> : <RetentCancelButton returnTo="/shop/" />}
    </main>
  );
}
