export * from './change';
export { IMMUTABLE_FIELDS } from './immutable-fields';
export * from './plan-restart';
export * from './plan-transition';
export * from './refused-changes';
export { templateChange } from './template-equality';
