import { contextOf, ids, specAfter } from '../../../../test/support/moves';
import { pool, workload } from '../../../../test/support/rollout';
import { requestMoves } from './requests';

type Json = { [key: string]: any };
const SMALL = 'nvidia.com/mig-1g.10gb';
const LARGE = 'nvidia.com/mig-3g.40gb';
const container = (resources: Json, name = 'main', image = 'main:1') => ({ name, image, resources });
const slices = (...names: string[]) =>
  [pool('mig', 1, { extendedResources: Object.fromEntries(names.map((name) => [name, '2'])) })];
const moves = (containers: Json[], pod: Json = {}, annotations: Json = {}, pools = [pool('gpu', 1)]) => {
  const object = workload('Deployment', 'web', {}, {}, { containers, ...pod }) as Json;
  return requestMoves(contextOf([{ ...object, metadata: { name: 'web', annotations } }], {}, pools));
};

describe('of CPU', () => {
  const cpu = (request: string, more: Json = {}) => moves([container({ requests: { cpu: request }, ...more })]);

  test('three quarters and a half of a request are tried, in whole tenths of a core', () => {
    const [most, least] = cpu('2');
    expect([most.id, most.title, most.exceeds, most.dimension])
      .toEqual(['cpu-75', 'a CPU request of 1500m in place of 2000m for container main', undefined, 'requests']);
    expect([least.id, least.title, least.exceeds])
      .toEqual(['cpu-50', 'a CPU request of 1000m in place of 2000m for container main', 'cpu-75']);
    expect(specAfter(least).template.spec.containers[0].resources.requests).toEqual({ cpu: '1000m' });
    expect(cpu('750m').map((move) => specAfter(move).template.spec.containers[0].resources.requests.cpu))
      .toEqual(['600m', '400m']);
    expect(most.notes).toEqual(['where its node is full the container gets less CPU than it asks for today']);
  });

  test('of the container that asks for most, where that is worth a change', () => {
    expect([ids(cpu('500m')), ids(cpu('499m')), ids(cpu('0'))]).toEqual([['cpu-75', 'cpu-50'], [], []]);
    const [{ title }] = moves([container({ requests: { cpu: 1 } }, 'a'), container({ requests: { cpu: 3 } }, 'b'),
      container({ requests: { cpu: 2 } }, 'c')]);
    expect(title).toContain('for container b');
  });

  test('not of pods of the class Guaranteed, which may have CPUs of their own', () => {
    const whole = { cpu: '2', memory: '1Gi' };
    expect(ids(cpu('2', { limits: whole, requests: whole }))).toEqual([]);
    expect(ids(moves([container({ limits: whole })]))).toEqual([]);
    expect(ids(cpu('2', { requests: { ...whole, memory: '1024Mi' }, limits: whole }))).toEqual([]);
    for (const limits of [{ cpu: '2' }, { memory: '1Gi' }, { cpu: '3', memory: '1Gi' }, { cpu: '2', memory: '2Gi' }]) {
      expect(ids(cpu('2', { requests: whole, limits }))).toEqual(['cpu-75', 'cpu-50']);
    }
    const inits = { initContainers: [container({}, 'init')] };
    expect(ids(moves([container({ requests: whole, limits: whole })], inits))).toEqual(['cpu-75', 'cpu-50']);
  });
});

describe('of devices', () => {
  const gpu = (name = 'nvidia.com/gpu', count = 1) =>
    container({ limits: { [name]: count }, requests: { [name]: count } });
  const GIB = (gib: unknown) => ({ 'cdk8s-nim/gpu-memory-gib': String(gib) });
  const names = (containers: Json[], gib: unknown, ...offered: string[]) =>
    ids(moves(containers, {}, gib === undefined ? {} : GIB(gib), slices(...offered)))
      .filter((id) => id.startsWith('slice'));

  test('the smallest slice that holds the model is tried in place of a GPU', () => {
    const [move] = moves([gpu()], {}, GIB(9), slices(LARGE, SMALL));
    expect([move.id, move.title, move.prop, move.dimension]).toEqual([
      `slice-${SMALL}`, `one ${SMALL} in place of one nvidia.com/gpu, for a model of 9 GiB`,
      `gpuResource: '${SMALL}'`, 'requests',
    ]);
    const { resources } = specAfter(move).template.spec.containers[0];
    expect(resources).toEqual({ limits: { [SMALL]: 1 }, requests: { [SMALL]: 1 } });
    expect(names([gpu()], 10, SMALL, LARGE)).toEqual([`slice-${LARGE}`]);
    expect(names([gpu()], 9.2, SMALL)).toEqual([`slice-${SMALL}`]);
    expect(names([gpu()], 37, SMALL, LARGE)).toEqual([]);
  });

  test('or of a larger slice, and of no smaller one', () => {
    expect(names([gpu(LARGE)], 9, SMALL, LARGE)).toEqual([`slice-${SMALL}`]);
    expect(names([gpu(SMALL)], 9, SMALL, LARGE)).toEqual([]);
  });

  test('not of several GPUs, of a model of no known size, or where no node offers one', () => {
    expect([names([gpu('nvidia.com/gpu', 2)], 9, SMALL), names([gpu()], undefined, SMALL),
      names([gpu()], 'many', SMALL),
      names([gpu()], 9)]).toEqual([[], [], [], []]);
    expect(names([container({})], 9, SMALL)).toEqual([]);
  });

  test('what is only limited is only limited afterwards', () => {
    const [move] = moves([container({ limits: { 'nvidia.com/gpu': 1 } })], {}, GIB(9), slices(SMALL));
    expect(specAfter(move).template.spec.containers[0].resources).toEqual({ limits: { [SMALL]: 1 } });
  });
});
