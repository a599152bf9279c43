export * from '../input/cluster-from';
export * from './rollout-validation';
