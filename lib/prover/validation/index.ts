export * from './refusal';
export * from './validate';
