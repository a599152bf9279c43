import { Json } from '../../../test/support/rules';
import { refusalsOfContainer, refusalsOfPod } from '../../../test/support/refusals';

describe('a container', () => {
  test('knows of its pod what there is to know', () => {
    const env = (fieldPath: string) =>
      refusalsOfContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath } } }] });
    for (const path of ['metadata.name', 'status.podIP', 'spec.nodeName', `metadata.labels['a/b']`, `metadata.annotations['A']`]) {
      expect(env(path)).toEqual([]);
    }
    expect(env('metadata.generation')).toEqual([expect.stringMatching(/fieldPath must be one of metadata\.name, /)]);
    expect(env('metadata.labels')).toEqual([expect.stringMatching(/fieldPath must be one of/)]);
    expect(env(`metadata.labels['a b']`)).toEqual([expect.stringMatching(/fieldPath has a key that must /)]);
    const file = (fieldPath: string) => refusalsOfPod({
      volumes: [{ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath } }] } }],
    });
    expect(file('metadata.labels')).toEqual([]);
    expect(file('status.podIP')).toEqual([expect.stringMatching(/fieldPath must be one of/)]);
  });

  test('divides by a unit', () => {
    const divided = (resource: string, divisor?: unknown) =>
      refusalsOfContainer({ env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource, divisor } } }] });
    expect([divided('limits.cpu'), divided('limits.cpu', '1m'), divided('limits.cpu', 0)]).toEqual([[], [], []]);
    expect(divided('limits.memory', '1Mi')).toEqual([]);
    expect(divided('limits.cpu', '1Mi')).toEqual([expect.stringMatching(/divisor must be one of 1m, 1/)]);
    expect(divided('limits.memory', '1m')).toEqual([expect.stringMatching(/divisor must be one of 1, 1k, 1Ki/)]);
    expect(divided('limits.gpu')).toEqual([expect.stringMatching(/resource must be limits\. or requests\. with cpu/)]);
  });

  test('asks with headers that are some, in one way', () => {
    const probe = (name: string) => refusalsOfContainer({
      livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name, value: 'x' }] } },
    });
    expect(probe('X-Token-1')).toEqual([]);
    expect(probe('X_Token')).toEqual([expect.stringMatching(/name must be letters, digits and -/)]);
    expect(probe('A:')).toEqual([expect.stringMatching(/name must be letters, digits and -/)]);
    expect(refusalsOfContainer({ livenessProbe: {} })).toEqual([expect.stringMatching(/^\/livenessProbe /)]);
    expect(refusalsOfContainer({ livenessProbe: { tcpSocket: { port: 1 }, exec: { command: ['a'] } } }))
      .toEqual([expect.stringMatching(/^\/livenessProbe/)]);
  });

  test('is resized as it says, of each resource once', () => {
    const resized = (...resizePolicy: Json[]) => refusalsOfContainer({ resizePolicy });
    const policy = (resourceName: string, restartPolicy = 'NotRequired') => ({ resourceName, restartPolicy });
    expect(resized(policy('cpu'), policy('memory', 'RestartContainer'))).toEqual([]);
    expect(resized(policy('cpu'), policy('cpu'))).toEqual([expect.stringMatching(/resourceName must be named once/)]);
    expect(resized(policy('gpu'))).toEqual([expect.stringMatching(/resourceName must be (one of )?cpu/)]);
    expect(resized(policy('cpu', 'Never')))
      .toEqual([expect.stringMatching(/restartPolicy must be (one of )?NotRequired/)]);
  });

  test('gains no rights that it gives up', () => {
    const rights = (more: Json) =>
      refusalsOfContainer({ securityContext: { allowPrivilegeEscalation: false, ...more } });
    expect(rights({ capabilities: { add: ['NET_ADMIN'] } })).toEqual([]);
    expect(rights({ capabilities: { add: ['CAP_SYS_ADMIN'] } }))
      .toEqual([expect.stringMatching(/add\/0 must not be added with allowPrivilegeEscalation false/)]);
    expect(rights({ privileged: true }))
      .toEqual([expect.stringMatching(/allowPrivilegeEscalation must not be false for a privileged container/)]);
  });
});
