import { HOSTILE_INPUTS } from '../../bench/fleets/hostile';
import { Cluster, NodePool } from '../../lib/cluster';
import { Quantity } from '../../lib/kubernetes/quantity';
import { Field, Manifest, Model } from '../../lib/manifests';
import { EventTree } from '../../lib/manifests/event-tree';
import { LabelIndex } from '../../lib/manifests/label-index';
import { YamlChunk } from '../../lib/manifests/yaml-chunk';
import { check } from '../../lib/prover';
import { Surroundings } from '../../lib/prover/admission/surroundings';
import { RuleContext } from '../../lib/prover/engine';
import * as placement from '../../lib/prover/placement';
import { planRollout } from '../../lib/prover/updates';
import { JointState } from '../../lib/prover/updates/together/joint-state';
import { Rolling } from '../../lib/prover/updates/alone/rolling';

// A coarse guard: calls are counted, so that a busy machine changes nothing.

/** What reads, what is asked of it, what judges and what places. */
const CLASSES = [
  Field, Manifest, Model, YamlChunk, EventTree, LabelIndex, Quantity, Cluster, NodePool, RuleContext, Surroundings,
  JointState, Rolling,
  ...Object.values(placement).filter((each) => typeof each === 'function' && /^class /.test(String(each))),
].map((each) => each as unknown as { readonly prototype: object });

/** Calls of their methods while something runs. */
function callsOf(run: () => void): number {
  let calls = 0;
  const undo: (() => void)[] = [];
  for (const { prototype } of CLASSES) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const method: unknown = descriptor.value;
      if (typeof method === 'function' && name !== 'constructor') {
        const counted = function (this: unknown, ...given: unknown[]): unknown {
          calls++;
          return (method as (...args: unknown[]) => unknown).apply(this, given);
        };
        Object.defineProperty(prototype, name, { ...descriptor, value: counted });
        undo.push(() => { Object.defineProperty(prototype, name, descriptor); });
      }
    }
  }
  try {
    run();
  } finally {
    undo.forEach((each) => { each(); });
  }
  return calls;
}

const configMap = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
const labelled = (kind: string, index: number, spec: string) =>
  `---\n{apiVersion: v1, kind: ${kind}, metadata: {name: a${index}, labels: {app: a${index}}}, spec: ${spec}}\n`;
const repeat = (size: number, make: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => make(index)).join('');
const items = (size: number, make: (index: number) => string) =>
  `apiVersion: v1\nkind: List\nitems:\n${repeat(size, (index) => `- ${make(index)}\n`)}`;
const pod = (index: number) => labelled('Pod', index, '{containers: [{name: a, image: "r.example/a:1"}]}');

test.each<[string, (size: number) => string]>([
  ['objects of one name in a List', (size) => items(size, () => configMap('a'))],
  ['objects of one name in documents', (size) => repeat(size, () => `---\n${configMap('a')}\n`)],
  ['objects without a version', (size) => items(size, () => '{kind: A}')],
  ['objects whose names are words', (size) => items(size, () => configMap('on'))],
  ['entries of one ConfigMap', (size) => `${configMap('a').slice(0, -1)}, data: {${repeat(size, (i) => `k${i}: v, `)}}}`],
  ['unreadable entries', (size) => `${configMap('a').slice(0, -1)}, data: {${repeat(size, (i) => `k${i}: 1, `)}}}`],
  ['pods', (size) => repeat(size, pod)],
  ['pods, each with its Service', (size) => repeat(size, (index) =>
    pod(index) + labelled('Service', index, `{selector: {app: a${index}}, ports: [{port: 80}]}`))],
])('twice as many %s take at most three times as many steps', (_, make) => {
  const steps = (size: number) => callsOf(() => { check(Model.load([{ file: 'a.yaml', text: make(size) }])); });
  steps(10);
  const [once, twice] = [steps(150), steps(300)];
  expect(once).toBeGreaterThan(150);
  expect(twice / once).toBeLessThan(3);
});

// The other inputs are searched through, which small ones are to their end and large ones are not.
const UNSEARCHED = HOSTILE_INPUTS.filter(({ name }) => /pinned|all differ/.test(name));

test.each(UNSEARCHED)('twice as many take at most three times as many steps of a plan: $name', ({ make }) => {
  const steps = (size: number) => {
    const { objects, nodes } = make(size);
    const text = (items: object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    return callsOf(() => {
      planRollout(Model.load([{ file: 'a.json', text: text(objects) }]), Cluster.fromNodeList(text(nodes)));
    });
  };
  steps(4);
  const [once, twice] = [steps(12), steps(24)];
  expect(once).toBeGreaterThan(150);
  expect(twice / once).toBeLessThan(3);
});
