export * from './connections';
export * from './what-if';
