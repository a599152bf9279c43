export * from './ci-log';
export * from './markdown';
export * from './terminal';
