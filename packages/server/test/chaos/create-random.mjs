/** Numbers from 0 up to 1 that are the same for the same seed (a linear congruential generator). */
export function createRandom(seed) {
  let state = seed % 2 ** 31;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 2 ** 31;
  };
}
