export { queryOf } from './query';
export { projectChunks } from './read-objects';
export { Snapshot } from './snapshot';
export { objectsIn } from './split-objects';
