export { projectChunks } from './read-objects';
export { Snapshot } from './snapshot';
