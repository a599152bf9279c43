export * from './acknowledgements';
export * from './construct-error';
export * from './linear-app';
export * from './linter';
export * from './rollout-proof';
export * from './tree-validation';
export * from './warnings';
export { stringifyYaml } from './yaml-writer';
