export * from './nodes';
export * from './rollout-validation';
