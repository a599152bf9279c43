import { ApiObject } from 'cdk8s';
import { Acknowledgements } from './acknowledgements';

type Labels = { [key: string]: string };

/** Labels of the pods that an object is or makes; custom resources such as Rollout keep them where Deployments do. */
function podLabels(object: ApiObject): Labels {
  const { metadata, spec } = object.toJson();
  const labels = object.kind === 'Pod' ? metadata?.labels : (spec?.jobTemplate?.spec ?? spec)?.template?.metadata?.labels;
  return labels ?? {};
}

/** Where the selector stands in objects that select pods; undefined when the object selects nothing on purpose. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- objects of any kind
const SELECTORS: { [kind: string]: (spec: any) => Labels | undefined } = {
  Service: (spec) => (spec?.type === 'ExternalName' ? undefined : spec?.selector),
  PodDisruptionBudget: (spec) => (spec?.selector?.matchExpressions ? undefined : spec?.selector?.matchLabels),
};

/** Rules of the prover that find the same; who acknowledges one is not asked here either. */
const RULES: { [kind: string]: string } = {
  Service: 'service-selects-no-pod',
  PodDisruptionBudget: 'disruption-budget-selects-no-pod',
};

/**
 * Services and PodDisruptionBudgets whose selector matches no pod of the app: the one has no endpoints, the other
 * protects nothing, and neither is reported by the API server.
 *
 * @param objects all objects of the app
 * @param controllers of our own workloads, whose pods have the labels of the controller itself
 * @param isOwn objects of our own workloads, which select their own pods; they are not rendered a second time for this
 */
export function danglingSelectors(objects: ApiObject[], controllers: ApiObject[], isOwn: (object: ApiObject) => boolean): string[] {
  const others = objects.filter((object) => !isOwn(object));
  const selecting = others.filter((object) => object.kind in SELECTORS && Acknowledgements._reasonFor(object, RULES[object.kind]) === undefined);
  if (selecting.length === 0) {
    return [];
  }
  const pods = new PodIndex();
  controllers.forEach((controller) => pods.add(controller, controller.metadata.toJson().labels));
  others.forEach((object) => pods.add(object, podLabels(object)));
  return selecting.flatMap((object) => {
    const { spec } = object.toJson();
    if (object.kind === 'PodDisruptionBudget' && !spec?.selector) {
      return [`${object.node.path}: PodDisruptionBudget ${object.name} selects no pod: it has no selector; write the labels of the pods it is for`];
    }
    const selector = SELECTORS[object.kind](spec) ?? {};
    if (Object.keys(selector).length === 0 || pods.hasMatch(object.metadata.namespace, selector)) {
      return [];
    }
    const text = Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(',');
    return [`${object.node.path}: ${object.kind} ${object.name} selects no pod: no pod of the app is labelled ${text}; write the labels of the pods it is for, or acknowledge(object, '${RULES[object.kind]}', reason) when others make them`];
  });
}

/** Pods by each of their labels, so that a selector only looks at pods that share its rarest label. */
class PodIndex {
  private readonly byLabel = new Map<string, Labels[]>();

  public add(object: ApiObject, labels: Labels): void {
    for (const [key, value] of Object.entries(labels)) {
      const slot = slotOf(object.metadata.namespace, key, value);
      const pods = this.byLabel.get(slot);
      if (pods) {
        pods.push(labels);
      } else {
        this.byLabel.set(slot, [labels]);
      }
    }
  }

  public hasMatch(namespace: string | undefined, selector: Labels): boolean {
    const candidates = Object.entries(selector).map(([key, value]) => this.byLabel.get(slotOf(namespace, key, value)) ?? []);
    const rarest = candidates.reduce((least, pods) => (pods.length < least.length ? pods : least));
    return rarest.some((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value));
  }
}

function slotOf(namespace: string | undefined, key: string, value: string): string {
  return JSON.stringify([namespace, key, value]);
}
