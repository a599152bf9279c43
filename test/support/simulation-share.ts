/**
 * Which share of the enumerated cases a run judges: a sample in `npm test`, all where `npm run test:all` sets it to 1.
 */
export const share = Number(process.env.SIMULATION_SHARE ?? 0.1);
