import {
  Field, isObject, JsonObject, Manifest, Model, objectReferences, ServerAnswer, Workload,
} from '../../manifests';
import { AdmissionPlugin } from './admission-plugin';
import { changedForScheduler } from './changed-for-scheduler';
import { Objection } from './objection';
import { objectOf } from './pod-json';
import { Surroundings } from './surroundings';

/**
 * What the pod is once webhooks, policies and defaults of the live server have changed it. What the manifests bring
 * besides, such as a LimitRange that is not there yet, comes on top of it.
 */
export const storedByServer: AdmissionPlugin = (spec, workload, surroundings) => {
  const stored = podAnswer(workload, surroundings)?.stored?.spec;
  if (!isObject(stored)) {
    return {};
  }
  // Numbers that the server looks up are looked up again, among the manifests' own classes.
  const { priority: _, preemptionPolicy: __, ...kept } = stored as { readonly [key: string]: unknown };
  const { priority, preemptionPolicy } = objectOf(spec);
  const looked: JsonObject = {
    ...kept,
    ...priority === undefined ? {} : { priority }, ...preemptionPolicy === undefined ? {} : { preemptionPolicy },
  };
  return {
    spec: looked,
    objections: changedForScheduler(objectOf(spec), stored).map((what) => open(spec.pointer,
      `the API server changes ${what} of the pods (a webhook or policy does), which is not followed`)),
  };
};

/**
 * What is objected to a pod once the server has been asked: its answer decides what depended on objects that were not
 * given.
 */
export function answeredFor(workload: Workload, surroundings: Surroundings, objections: Objection[]): Objection[] {
  const answer = podAnswer(workload, surroundings);
  const known = answer?.outcome === 'taken'
    ? objections.filter(({ certain, stage }) => certain || stage === 'API server') : objections;
  const { pointer } = workload.pod;
  const own: Objection[] = answer === undefined || answer.outcome === 'taken' ? []
    : answer.outcome === 'refused' ? [{ stage: 'API server', certain: true, reason: answer.words, pointer }]
      : [open(pointer, answer.words)];
  return [...known, ...own, ...missingParts(workload, surroundings)];
}

/** What the server said of one pod, as far as it holds for an apply of all manifests. */
export function podAnswer(workload: Workload, surroundings: Surroundings): ServerAnswer | undefined {
  const { manifest, pod, namespace } = workload;
  const answer = surroundings.model.options.answers?.podOf(manifest, pod.pointer);
  const cause = answer?.outcome === 'refused' ? ownCause(answer.words, workload, surroundings) : undefined;
  return cause === undefined
    ? afterCount(answer, namespace, surroundings)
    : {
        outcome: 'open',
        words: `it was asked before ${cause} of these manifests is there, apply that first: ${answer!.words}`,
      };
}

/** The same of a whole object. */
export function objectAnswer(
  { options: { answers } }: Model,
  manifest: Manifest,
  surroundings: Surroundings,
): ServerAnswer | undefined {
  return afterCount(answers?.objects.get(manifest), manifest.namespace, surroundings);
}

/**
 * A quota without room now does not decide: where its use is known it is counted for the whole update, else it is open.
 */
function afterCount(
  answer: ServerAnswer | undefined,
  namespace: string,
  surroundings: Surroundings,
): ServerAnswer | undefined {
  if (answer?.outcome !== 'quota') {
    return answer;
  }
  const name = /exceeded quota: ([^,\s]+)/.exec(answer.words)?.[1];
  const isCounted = surroundings.quotasOf(namespace).some((quota) => quota.name === name);
  return isCounted
    ? { outcome: 'taken', words: '' }
    : {
        outcome: 'open',
        words: `a quota has no room now, and what stands in it is not known (--live tells): ${answer.words}`,
      };
}

function open(pointer: string, reason: string): Objection {
  return { stage: 'API server', certain: false, reason, pointer };
}

/** Objects by which the server refuses pods, and how it says so. */
const CAUSES: readonly [string, RegExp][] = [
  ['PriorityClass', /no PriorityClass with name (\S+) was found/],
  ['RuntimeClass', /RuntimeClass "([^"]+)" not found/],
  ['ServiceAccount', /serviceaccount "([^"]+)" not found/],
];

/** An object of the manifests that the refusal hangs on: as it is now in the cluster, not as it will be. */
function ownCause(words: string, { namespace }: Workload, surroundings: Surroundings): string | undefined {
  const own = (kind: string, name?: string) =>
    surroundings.model
      .byKind(kind)
      .find(
        (object) =>
          surroundings.isWritten(object)
          && (name === undefined ? object.namespace === namespace : object.name === name),
      );
  const named = CAUSES.flatMap(([kind, pattern]) => {
    const name = pattern.exec(words)?.[1];
    return name === undefined ? [] : own(kind, name) ?? [];
  })[0];
  const changed = /violates PodSecurity/.test(words) ? own('Namespace', namespace)
    : /(?:minimum|maximum) \S+ usage per|limit to request ratio per/.test(words) ? own('LimitRange') : undefined;
  return (named ?? changed)?.id;
}

/** Objects that the pods need and that the server refuses, so that they stay as they are, if they are there at all. */
function missingParts({ manifest, namespace, pod }: Workload, surroundings: Surroundings): Objection[] {
  const { model } = surroundings;
  if (model.options.answers === undefined) {
    return [];
  }
  const spec = Field.of(manifest, []).get(...pod.pointer.split('/').slice(1));
  const needed = [
    ...(['ConfigMap', 'Secret'] as const).flatMap((kind) => objectReferences(spec, kind)),
    ...pod.claims.map(({ claimName: name }) => ({ kind: 'PersistentVolumeClaim', name })),
  ];
  const seen = new Set<string>();
  return needed.flatMap(({ kind, name }) => {
    const object = model.find(kind, namespace, name);
    const answer = object && model.options.answers!.objects.get(object);
    const isNew = seen.size < seen.add(`${kind}/${name}`).size;
    return isNew && answer?.outcome === 'refused'
      ? [open(pod.pointer, `they need ${kind}/${name}, which the API server refuses: ${answer.words}`)] : [];
  });
}
