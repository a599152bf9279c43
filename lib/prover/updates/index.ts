export * from './duration-text';
export * from './plan-rollout';
export { presumptions } from './presumptions';
export * from './quota';
export * from './rollout-plan';
export * from './wording';
export { waiting } from './witness';
export { fitsOfDaemon } from './daemon-fits';
export { SteadyState } from './steady-state';
