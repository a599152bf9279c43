export * from './admit';
export * from './objection';
export * from './surroundings';
