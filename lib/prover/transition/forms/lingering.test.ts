import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { noSurge, surge, workload } from '../../../../test/support/rollout';

const asks = (name: string, cpu: number, spec: object, more: object = {}) =>
  workload('Deployment', name, { cpu }, spec, {
    ...more, containers: [{ name: 'a', image: 'a:1', resources: { requests: { cpu } } }] });
const waiting = (name: string, cpu: number) => {
  const pod = livePod(name, `Deployment/${name.split('-')[0]}`, '', cpu);
  return { ...pod, spec: { ...pod.spec, nodeName: undefined }, status: { phase: 'Pending' } };
};
const gone = { nodeSelector: { pool: 'gone' } };
/** Of `x`, which shrinks from three cores to 2.5 on a node of four, beside old pods of `w` that wait. */
const said = (cpu: number, way: object, after: object) => {
  const live = [liveNode('n1'), asks('x', 3, noSurge(1)), livePod('x-1', 'Deployment/x', 'n1', 3),
    asks('w', cpu, way), waiting('w-1', cpu)];
  const { together } = plansOnLive(live, asks('x', 2.5, noSurge(1)), asks('w', cpu, way, after)).change[0];
  return [together.verdict, together.witness[0]];
};

test('old pods that wait may come to what others free, and stay where their successors never do', () => {
  expect(said(2, surge(1), gone)).toEqual(
    ['unknown', 'pods of Deployment/w wait for a node, and may take the room that is freed']);
});

test('they do not where they go at once, or leave room enough', () => {
  expect(said(2, noSurge(1), gone)[0]).toBe('proven');
  expect(said(1.5, surge(1), gone)[0]).toBe('proven');
});
