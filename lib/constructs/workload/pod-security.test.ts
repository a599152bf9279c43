import * as k8s from '../../../imports/k8s';
import { ModelCache } from '../..';
import { aNim, EVERY_CONSTRUCT } from '../../../test/support/examples';
import { restrictedViolations } from '../../../test/support/pod-security';
import { podSpec, render } from '../../../test/support/synth';

const container = (name: string, securityContext?: k8s.SecurityContext): k8s.Container => ({
  name,
  image: 'registry.example.com/helper:1.0.0',
  securityContext,
});

describe.each(EVERY_CONSTRUCT)('the pods of a %s', (_, create) => {
  test('pass the restricted Pod Security Standard', () => {
    expect(restrictedViolations(podSpec(render((chart) => create(chart, 'x'))))).toEqual([]);
  });

  test('pass it with sidecars and init containers that say nothing about security', () => {
    const pod = podSpec(
      render((chart) => create(chart, 'x', { sidecars: [container('proxy')], initContainers: [container('prepare')] })),
    );
    expect([...pod.containers, ...pod.initContainers].map(({ name }) => name)).toEqual(
      expect.arrayContaining(['proxy', 'prepare']),
    );
    expect(restrictedViolations(pod)).toEqual([]);
  });

  test('pass it with a sidecar whose security context speaks of something else', () => {
    const pod = podSpec(render((chart) => create(chart, 'x', { sidecars: [container('proxy', { runAsUser: 2000 })] })));
    expect(pod.containers[1].securityContext).toMatchObject({
      runAsUser: 2000, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] },
    });
    expect(restrictedViolations(pod)).toEqual([]);
  });

  test('pass it with overrides that are given as undefined', () => {
    expect(
      restrictedViolations(
        podSpec(render((chart) => create(chart, 'x', { podSpecOverrides: { securityContext: undefined } }))),
      ),
    ).toEqual([]);
  });

  test('neither mount a token of the API server nor read the addresses of other Services from variables', () => {
    const pod = podSpec(render((chart) => create(chart, 'x')));
    expect([pod.automountServiceAccountToken, pod.enableServiceLinks]).toEqual([false, false]);
  });

  test('change the owner of a volume only when it is wrong', () => {
    expect(podSpec(render((chart) => create(chart, 'x'))).securityContext.fsGroupChangePolicy).toBe('OnRootMismatch');
  });
});

test('a user container keeps what its own security context says', () => {
  const pod = podSpec(
    render((chart) =>
      aNim(chart, 'llm', {
        sidecars: [
          container('proxy', {
            readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          }),
        ],
      }),
    ),
  );
  expect(pod.containers[1].securityContext).toMatchObject({
    readOnlyRootFilesystem: true, capabilities: { add: ['NET_BIND_SERVICE'] },
  });
  expect(restrictedViolations(pod)).toEqual([]);
});

test('a cache on the disk of the node is the one thing that admission refuses, as its documentation says', () => {
  expect(
    restrictedViolations(
      podSpec(render((chart) => aNim(chart, 'llm', { modelCache: ModelCache.hostPath('/var/lib/nim') }))),
    ),
  ).toEqual(['volume model-cache']);
});
