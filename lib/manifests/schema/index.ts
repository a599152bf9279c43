export * from './reads-as';
export * from './schema';
