export * from './capacity';
export * from './node-group';
export * from './packing';
export * from './placement';
export * from './placement-search';
export * from './slot-bounds';
export * from './task';
