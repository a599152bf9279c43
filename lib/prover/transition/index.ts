export * from './change/change';
export { IMMUTABLE_FIELDS } from './fields/immutable-fields';
export { wayBack } from './change/way-back';
export * from './plan-restart';
export * from './plan-transition';
export * from './fields/refused-changes';
export { templateChange } from './fields/template-equality';
