import { flow } from "@prosperstack/flow";

document
  .querySelector("button")
  ?.addEventListener("click", () => flow({ payload: "signed by the merchant" }));
