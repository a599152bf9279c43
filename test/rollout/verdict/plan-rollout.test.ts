import { gpu, planFirst, pool, surge, workload } from '../support';

test('try', () => {
  console.log(JSON.stringify(planFirst([pool('gpu-nodes', 2)], workload('Deployment', 'reasoning-nim', gpu, surge(1)), workload('Deployment', 'embedding-nim', gpu)), null, 1));
  const r = planFirst([pool('gpu-nodes', 2)], workload('Deployment', 'reasoning-nim', gpu, {strategy: {type: 'Recreate'}}), workload('Deployment', 'embedding-nim', gpu));
  console.log(JSON.stringify(r, null, 1));
});
