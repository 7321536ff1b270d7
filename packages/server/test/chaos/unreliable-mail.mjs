/**
 * What goes wrong with a third of the mails: they are refused for now, the connection ends before or after the host has
 * taken them, or its answer takes a while.
 *
 * @param random a number from 0 up to 1
 */
export function createUnreliableMail(random) {
  const refusals = { count: 0 };
  const faults = [
    () => ({ stage: "to", status: 451, text: "4.7.1 {address}: greylisted, try again later" }),
    () => ({ stage: "from", status: 421, text: "4.3.2 the service is closing" }),
    () => ({ stage: "drop_before_data" }),
    () => ({ stage: "drop_after_data" }),
    () => ({ stage: "slow", ms: random() * 1500 }),
  ];
  return {
    refusals,
    pickFault() {
      if (random() >= 1 / 3) return undefined;
      refusals.count += 1;
      return faults[Math.floor(random() * faults.length)]();
    },
  };
}
