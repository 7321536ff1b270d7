import { flow } from "@prosperstack/flow";

document
  .querySelector("button")
  ?.addEventListener("click", () =>
    flow({ payload: '{"clientId":"acct_bench"}', signature: "signed by the merchant" }),
  );
