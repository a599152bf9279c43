export * from './find-end';
export * from './leaving';
export * from './limits';
export * from './near-starts';
export { takesOne } from './open-for';
export * from './party';
export * from './shown-end';
export * from './walk';
export * from './walker';
