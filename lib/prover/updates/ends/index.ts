export * from './find-end';
export * from './leaving';
export * from './party';
