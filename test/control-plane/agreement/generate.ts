import { addConstraints } from './constraints';
import { Draft } from './draft';
import { addNodes } from './nodes';
import { Random } from './random';
import { relieve } from './relieve';
import { Scenario } from './scenario';
import { addSurroundings } from './surroundings';
import { addWorkloads } from './workloads';

/** The scenario of a seed, always the same. */
export function generate(seed: number): Scenario {
  const name = `s${seed}`;
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const draft: Draft = {
    random: new Random(seed), name, features: new Set(), nodes: [], zones: [], context: [namespace], workloads: [],
    alone: false,
  };
  addNodes(draft);
  addWorkloads(draft);
  relieve(draft);
  addConstraints(draft);
  addSurroundings(draft);
  const { features, nodes, context, workloads, alone } = draft;
  return {
    seed, namespace: name, features: [...features], nodes, context,
    workloads: workloads.map((from) => ({ from, to: from })), alone,
  };
}
