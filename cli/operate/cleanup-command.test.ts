import { execute } from '../program';
import { eachInAFolder } from '../../test/support/cli';

const { file } = eachInAFolder();

const workload = (namespace: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ${namespace}}\nspec: {containers: [{name: a, image: 'a:1'}]}\n`;

test.each([
  [`${workload('a')}---\n${workload('b')}`, 'has workloads in 2 namespaces; write --namespace'],
  ['apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n', 'has workloads in 0 namespaces; write --namespace'],
])('fails when the namespace to clean up is not one', async (manifests, words) => {
  let err = '';
  const code = await execute(['cleanup', file('app.yaml', manifests)], {
    out: () => undefined, err: (text) => (err += text), colour: false,
  });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});
