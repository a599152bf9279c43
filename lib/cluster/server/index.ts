export * from './questions';
export * from './read-answer';
