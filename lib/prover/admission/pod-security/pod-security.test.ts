import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { admittedPod } from '../../../../test/support/admission';
import { ROOT } from '../../../../test/support/manifests';
import { container, deployment, modelOf } from '../../../../test/support/rules';
import { Field } from '../../../manifests';
import { BASELINE_CHECKS } from './baseline-checks';
import { checksOf, evaluatePod } from './evaluate-pod';
import { podFields } from './pod-fields';
import { enforcedLevel } from './pod-security';
import { RESTRICTED_CHECKS } from './restricted-checks';

interface Row {
  check: string;
  level: 'baseline' | 'restricted';
  passes: boolean;
  minors: [number, number];
  metadata: object;
  spec: object;
}
const { pods }: { pods: Row[] } = JSON.parse(readFileSync(join(ROOT, 'test/fixtures/pod-security-pods.json'), 'utf8'));

const namespace = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
const enforce = (level: string, version?: string) =>
  namespace({
    'pod-security.kubernetes.io/enforce': level,
    ...(version && { 'pod-security.kubernetes.io/enforce-version': version }),
  });
const reasons = (...objects: object[]) => admittedPod(...objects).objections.map(({ reason }) => reason);
const onHost = deployment({ hostNetwork: true });

test.each([...new Set(pods.map(({ check }) => check))])(
  "judges the pods of upstream's own tests of %s alike, in every version",
  (check) => {
    for (const {
      level, passes, minors: [first, last], metadata, spec,
    } of pods.filter((pod) => pod.check === check)) {
      const [manifest] = modelOf([
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', ...metadata }, spec },
      ]).manifests;
      for (let minor = first; minor <= last; minor++) {
        const breaches = evaluatePod(level, minor, podFields(Field.of(manifest, [])));
        expect([minor, spec, breaches.length === 0]).toEqual([minor, spec, passes]);
      }
    }
  },
);

test('upstream\'s tests break every check there is', () => {
  const named = new Set(pods.filter(({ passes }) => !passes).map(({ check }) => check));
  expect(
    [...BASELINE_CHECKS, ...RESTRICTED_CHECKS].map(({ id }) => id.toLowerCase()).filter((id) => !named.has(id)),
  ).toEqual([]);
});

test('no check stands twice in one version, and privileged asks nothing', () => {
  for (let minor = 0; minor <= 40; minor++) {
    const ids = checksOf('restricted', minor).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(checksOf('privileged', 37)).toEqual([]);
});

test('a namespace that enforces restricted refuses a pod on the host network, and says where', () => {
  expect(reasons(onHost, enforce('restricted'))[0]).toBe(
    'namespace shop enforces restricted: hostNetwork must not be true',
  );
  const privileged = deployment({ containers: [container({ securityContext: { privileged: true } })] });
  expect(reasons(privileged, enforce('baseline'))).toEqual([
    'namespace shop enforces baseline: containers[0].securityContext.privileged must not be true',
  ]);
});

test('warn and audit, other namespaces and namespaces without labels refuse nothing', () => {
  expect(
    reasons(
      onHost,
      namespace({ 'pod-security.kubernetes.io/warn': 'restricted', 'pod-security.kubernetes.io/audit': 'restricted' }),
    ),
  ).toEqual([]);
  expect(
    reasons(onHost, { ...enforce('restricted'), metadata: { ...enforce('restricted').metadata, name: 'other' } }),
  ).toEqual([]);
  expect(reasons(onHost, namespace({}))).toEqual([]);
});

test('the version of the standard is the written one, at most that of the cluster', () => {
  const probe = deployment({ containers: [container({ livenessProbe: { httpGet: { host: 'x', port: 1 } } })] });
  expect(reasons(probe, enforce('baseline', 'v1.33'))).toEqual([]);
  expect(reasons(probe, enforce('baseline', 'v1.34'))).toHaveLength(1);
  expect(reasons(probe, enforce('baseline', 'latest'))).toHaveLength(1);
});

test('a level nobody knows is restricted, as in the API server', () => {
  expect(enforcedLevel(new Map([['pod-security.kubernetes.io/enforce', 'strict']]))).toEqual({
    level: 'restricted', minor: undefined,
  });
});

test('annotations of the template are looked at', () => {
  const template = {
    metadata: {
      labels: { app: 'web' },
      annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' },
    },
  };
  const web = deployment();
  const annotated = { ...web, spec: { ...web.spec, template: { ...web.spec.template, ...template } } };
  const withValue = (value: string) => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/app': value };
    return { ...annotated, spec: { ...annotated.spec, template: { ...annotated.spec.template, metadata: {
      ...template.metadata, annotations } } } };
  };
  for (const allowed of ['', 'runtime/default', 'localhost/own']) {
    expect(reasons(withValue(allowed), enforce('baseline'))).toEqual([]);
  }
  expect(reasons(annotated, enforce('baseline'))).toEqual([
    'namespace shop enforces baseline: annotation container.apparmor.security.beta.kubernetes.io/app must be RuntimeDefault or Localhost',
  ]);
});

test('a number, and a word, that is not allowed is told', () => {
  const web = deployment({ containers: [container({ securityContext: {
    ...{ runAsUser: 0, runAsNonRoot: true, allowPrivilegeEscalation: false, seccompProfile: { type: 'Unconfined' } },
    capabilities: { drop: ['ALL'] },
  } })] });
  expect(reasons(web, enforce('restricted'))).toEqual([
    'namespace shop enforces restricted: containers[0].securityContext.runAsUser 0 must not be 0',
    'namespace shop enforces restricted: containers[0].securityContext.seccompProfile.type Unconfined must be RuntimeDefault or Localhost',
  ]);
});
