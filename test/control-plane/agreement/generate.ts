import { addAutoscalers } from './autoscalers';
import { addConstraints } from './constraints';
import { Draft } from './draft';
import { addNodes } from './nodes';
import { Random } from './random';
import { relieve } from './relieve';
import { isUpdated, Scenario } from './scenario';
import { addSurroundings } from './surroundings';
import { addTransition } from './transitions';
import { vary, varyChange } from './variations';
import { addWorkloads } from './workloads';

/** The scenario of a seed, always the same, in a namespace of a name. */
export function generate(seed: number, name = `s${seed}`): Scenario {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const draft: Draft = {
    random: new Random(seed), name, features: new Set(), nodes: [], zones: [], context: [namespace], workloads: [],
    autoscaled: new Map(), changes: new Map(), alone: false,
  };
  addNodes(draft);
  addWorkloads(draft);
  relieve(draft);
  addConstraints(draft);
  addSurroundings(draft);
  addAutoscalers(draft);
  const varied = { ...draft, random: new Random(seed + 5_000_000) };
  vary(varied);
  addTransition(draft);
  varyChange(varied);
  const joint = isUpdatedTogether(draft);
  const { features, nodes, context, workloads, autoscaled, changes, alone } = draft;
  return {
    seed, namespace: name, features: [...features], nodes, context, joint, alone,
    workloads: workloads.map((from) => {
      const { name: own } = from.metadata;
      return { from, to: changes.get(own) ?? from, least: autoscaled.get(own) };
    }),
  };
}

function isUpdatedTogether({ random, features, workloads }: Draft): boolean {
  if (workloads.filter(isUpdated).length < 2 || !random.chance(50)) {
    return false;
  }
  features.add('joint update');
  return true;
}
