export { LITERAL_NOT_KEPT } from './project';
export { projectChunks } from './read-objects';
export { Snapshot } from './snapshot';
