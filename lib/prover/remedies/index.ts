export { type Change, type MoreNodes, type ObjectPatch, type PlannedInput } from './change';
export * from './find-remedies';
export * from './fix-all';
export { type PatchOperation } from './json-patch';
export * from './order';
export * from './remedy';
export * from './remedy-text';
export { updateOrder } from './update-order';
export { type Prover } from './verify';
