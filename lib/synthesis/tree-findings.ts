import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { CLUSTER_SCOPED_KINDS, JsonObject, Model } from '../manifests';
import { check } from '../prover/check';
import { Acknowledgements } from './acknowledgements';
import { apiObjectsOf, appManifest } from './app-manifests';
import { AppWorkload } from './app-workload';
import { SynthesisReport, synthesisReport } from './synthesis-report';

/**
 * Rules about objects side by side, which hold for every app: they ask for no cluster, and for nothing that others may
 * make.
 */
const DUPLICATE_OBJECT = 'duplicate-object';
const TREE_RULES = [DUPLICATE_OBJECT, 'service-selects-no-pod', 'disruption-budget-selects-no-pod'];

/** Kinds whose selectors these rules follow. */
const SELECTING_KINDS: ReadonlySet<string> = new Set(['Service', 'PodDisruptionBudget']);

/**
 * What the prover's rules find in an app before it is rendered.
 *
 * Rendering is most of a synthesis, so that nothing is rendered a second time which the rules can do without. Of the
 * objects of our own workloads, which select their own pods, an outline does; the others are rendered where one of them
 * selects pods.
 */
export function treeFindings(root: IConstruct, workloads: ReadonlySet<AppWorkload>): SynthesisReport {
  const objects = apiObjectsOf(root);
  const controllers = new Map([...workloads].map((workload) => [workload.node.defaultChild, workload]));
  const isOwn = (object: ApiObject): boolean => workloads.has(object.node.scope as AppWorkload);
  const isSelecting = objects.some((object) => SELECTING_KINDS.has(object.kind) && !isOwn(object));
  if (!isSelecting && !hasNamesakes(objects)) {
    return { errors: [], warnings: [] };
  }
  Acknowledgements._write(root);
  const manifests = objects.map((object) => {
    const json =
      isSelecting && !isOwn(object)
        ? (object.toJson() as JsonObject)
        : outline(object, isSelecting && controllers.has(object));
    return appManifest(object, json);
  });
  const report = check(new Model(manifests), { rules: TREE_RULES });
  const isJudged = (index: number, rule: string): boolean => rule === DUPLICATE_OBJECT || !isOwn(objects[index]);
  return synthesisReport({
    ...report,
    findings: report.findings.filter(({ manifest, rule }) => isJudged(manifests.indexOf(manifest), rule.id)),
  });
}

/** Whether two objects may be one; most apps have none, and the rules need not be asked. */
function hasNamesakes(objects: ApiObject[]): boolean {
  const names = objects.map(
    ({ kind, name, metadata }) => `${kind} ${CLUSTER_SCOPED_KINDS.has(kind) ? '' : metadata.namespace} ${name}`,
  );
  return new Set(names).size < names.length;
}

/** What names an object, and the labels of the pods of a controller, which our controllers bear themselves. */
function outline({ apiVersion, kind, name, metadata }: ApiObject, isController: boolean): JsonObject {
  const named = { apiVersion, kind, metadata: { name, namespace: metadata.namespace } };
  return isController ? { ...named, spec: { template: { metadata: { labels: metadata.toJson().labels } } } } : named;
}
