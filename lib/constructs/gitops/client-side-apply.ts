import { ApiObject, Lazy } from 'cdk8s';
import { createHash } from 'crypto';
import { SYNC_OPTIONS_ANNOTATION } from './sync-annotations';

/** Changes with the spec, so that Argo CD sees what is taken out of it. */
const SPEC_CHECKSUM_ANNOTATION = 'cdk8s-nim/spec-checksum';

/**
 * Lets Argo CD switch a Deployment that runs with another strategy to Recreate.
 *
 * Under server-side apply the API server refuses the switch, because nobody owns the `rollingUpdate` that it filled in
 * itself. Client-side apply takes it out (`retainKeys` of the strategy). What is applied so has no owner whose removed
 * fields the comparison of an Application with `ServerSideApply=true` could miss; hence the checksum. See
 * docs/gitops.md for what else was tried.
 */
export function applyClientSide(deployment: ApiObject): void {
  const present = deployment.metadata.toJson()?.annotations ?? {};
  if (SYNC_OPTIONS_ANNOTATION in present) {
    return;
  }
  const spec = specWhenRecreated(deployment);
  const add = (key: string, value: (spec: object) => string): void =>
    deployment.metadata.addAnnotation(key, Lazy.any({
      produce: () => {
        const found = spec();
        return found && value(found);
      },
    }) as unknown as string);
  add(SYNC_OPTIONS_ANNOTATION, () => 'ServerSideApply=false');
  add(SPEC_CHECKSUM_ANNOTATION, (found) =>
    createHash('sha256').update(JSON.stringify(found)).digest('hex').slice(0, 16));
}

/** The strategy of an app may depend on its cluster: it is known when the object is rendered, and no sooner. */
function specWhenRecreated(deployment: ApiObject): () => object | undefined {
  let isRendering = false;
  return () => {
    if (isRendering) {
      return undefined;
    }
    isRendering = true;
    try {
      const { spec } = deployment.toJson();
      return spec?.strategy?.type === 'Recreate' ? spec : undefined;
    } finally {
      isRendering = false;
    }
  };
}
