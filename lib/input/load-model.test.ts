import { modelOf } from './load-model';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const said = (...texts: string[]) => {
  const lines: string[] = [];
  modelOf(texts.map((text, index) => ({ file: `${index}.yaml`, text })), { err: (line) => lines.push(line) }, 'default');
  return lines;
};

test('that something happens is said from four million characters on, of all files together', () => {
  const half = `${CONFIG}#${'x'.repeat(2_000_000 - CONFIG.length - 1)}`;
  expect(said(half, half)).toEqual([]);
  expect(said(`${half}x`, half)).toEqual([
    'reading 5 MB of manifests in 2 files\n', 'checking 2 objects, 0 workloads\n',
  ]);
});

test('fails when the namespace is no name of one', () => {
  expect(() => modelOf([], { err: () => undefined }, 'Demo'))
    .toThrow(/^namespace 'Demo' is not a Kubernetes object name/);
});
