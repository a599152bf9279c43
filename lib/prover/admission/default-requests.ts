import { AdmissionPlugin } from './admission-plugin';
import { mapContainers, objectAt, objectOf, withAmounts } from './pod-json';

/** A limit is the request where none is written. Source: kubernetes pkg/apis/core/v1/defaults.go `SetDefaults_Pod`. */
export const defaultRequests: AdmissionPlugin = (spec) => ({
  spec: mapContainers(objectOf(spec), (container) =>
    withAmounts(container, 'requests', new Map(Object.entries(objectAt(objectAt(container, 'resources'), 'limits'))))),
});
