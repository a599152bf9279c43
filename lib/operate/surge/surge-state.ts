import { jsonOf } from '../../util/json-of';
import { UserError } from '../../util/user-error';
import { isObject } from '../../manifests';
import { KubectlPort } from '../kubectl-port';
import { firstLines, textOf } from '../read-view';

/** What a surge does, in order; each may be done again. */
export const SURGE_STEPS = ['grow', 'join', 'update', 'switch back', 'choose', 'drain', 'remove'] as const;

export type SurgeStep = (typeof SURGE_STEPS)[number];

/** How far a surge is, kept in the cluster so that anybody can go on with it from anywhere. */
export interface SurgeState {
  readonly step: SurgeStep;
  /** Nodes that were there before it. */
  readonly nodes: readonly string[];
  /** Nodes of the group with the temporary one. */
  readonly wanted: number;
  /** The node that goes, once it is chosen. */
  readonly victim?: string;
}

/** On the namespace. */
const SURGE_ANNOTATION = 'cdk8s-nim/surge';

/** @throws when the annotation is none that a surge has written */
export async function readSurge(namespace: string, kubectl: KubectlPort): Promise<SurgeState | undefined> {
  const path = `{.metadata.annotations.${SURGE_ANNOTATION.replace(/\./g, '\\.')}}`;
  const text = (await textOf(kubectl, ['get', 'namespace', namespace, '--output', `jsonpath=${path}`])).trim();
  return text === '' ? undefined : parseSurge(text, namespace);
}

export function parseSurge(text: string, namespace: string): SurgeState {
  const state = jsonOf(text);
  if (!isSurge(state)) {
    throw new UserError(
      `namespace ${namespace}`, `annotation ${SURGE_ANNOTATION} is not what a surge writes`,
      'look which node is a temporary one, and remove the annotation',
    );
  }
  return state;
}

function isSurge(state: unknown): state is SurgeState {
  if (!isObject(state)) {
    return false;
  }
  const { step, nodes, wanted, victim } = state;
  const isChosen = step === 'drain' || step === 'remove';
  return SURGE_STEPS.includes(step as SurgeStep) && Number.isSafeInteger(wanted) && (wanted as number) > 0
    && Array.isArray(nodes) && nodes.every((node) => typeof node === 'string')
    && (typeof victim === 'string' ? victim !== '' : victim === undefined && !isChosen);
}

/** What writes how far a surge is; undefined when it is over. */
export function annotateArgs(namespace: string, state: SurgeState | undefined): string[] {
  const value = state === undefined ? `${SURGE_ANNOTATION}-` : `${SURGE_ANNOTATION}=${JSON.stringify(state)}`;
  return ['annotate', 'namespace', namespace, value, '--overwrite'];
}

/**
 * Writes how far a surge is; undefined when it is over.
 *
 * @throws when it cannot be written
 */
export async function writeSurge(
  namespace: string, state: SurgeState | undefined, kubectl: KubectlPort,
): Promise<void> {
  const { status, stderr } = await kubectl.run(annotateArgs(namespace, state));
  if (status !== 0) {
    throw new UserError(`namespace ${namespace}`, `cannot be annotated: ${firstLines(stderr)}`, 'ask for the right to');
  }
}
