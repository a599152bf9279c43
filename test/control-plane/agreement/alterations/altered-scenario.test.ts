import { createHash } from 'node:crypto';
import { generate } from '../generate';
import { ALTERATIONS, alteredScenario } from './altered-scenario';

const seedsTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const SEEDS = seedsTo(900);
const altered = SEEDS.map((seed) => alteredScenario(seed, 0));
const names = altered.flatMap(({ alterations }) => alterations.map(({ name }) => name));

test('every alteration is in some of the scenarios', () => {
  const times = (name: string) => names.filter((each) => each === name).length;
  expect(Object.keys(ALTERATIONS).filter((name) => times(name) < 3)).toEqual([]);
});

test('a seed and a round make the same alterations every time, and other rounds make others', () => {
  expect(SEEDS.slice(0, 20).map((seed) => alteredScenario(seed, 0))).toEqual(altered.slice(0, 20));
  const ofRound = (round: number) => JSON.stringify(SEEDS.slice(0, 20).map((seed) =>
    alteredScenario(seed, round).alterations.map(({ name }) => name)));
  expect(ofRound(1)).not.toBe(ofRound(0));
});

test('what is altered is placed as the scenario of its seed, but for priorities of its own', () => {
  const shapeOf = (text: string, namespace: string) => JSON.parse(text.replaceAll(`${namespace}-high`, 'high')
    .replaceAll(`${namespace}-low`, 'low').replaceAll(namespace, 's'));
  for (const { scenario } of altered.slice(0, 60)) {
    const [own, plain] = [scenario, generate(scenario.seed)].map((each) =>
      shapeOf(JSON.stringify([each.nodes, each.workloads]), each.namespace));
    expect(own).toEqual(plain);
  }
});

test('what is asked for afterwards is of workloads that are still there', () => {
  for (const { after, workloads, scenario } of altered) {
    expect(after.workloads).toBe(workloads);
    expect(workloads.length).toBeGreaterThan(0);
    const placed = new Set(scenario.workloads.map(({ from }) => from));
    expect(workloads.filter(({ from }) => !placed.has(from))).toEqual([]);
  }
});

test('scenarios are those that their seeds made before anything was altered', () => {
  const text = JSON.stringify(seedsTo(300).map((seed) => generate(seed)));
  const hash = createHash('sha256').update(text).digest('hex');
  expect(hash).toBe('1ef1563ee0e75710a650e5ae0c6b41b7e7af77ed98ba32595327679b8af203ad');
});
