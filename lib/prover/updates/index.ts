export * from './plan-rollout';
export * from './rollout-plan';
