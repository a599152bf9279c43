import { deployment, Json, modelOf } from '../../../test/support/rules';
import { documentedType } from './documented-type';

const of = (object: Json, pointer: string) => documentedType(modelOf([object]).manifests[0], pointer);
const web = (spec: Json) => deployment({}, spec);

const pod = (spec: Json) => ({ template: { spec } });

test.each<[string, string, Json, string]>([
  ['an integer', '/spec/replicas', { replicas: 'two' }, 'an integer, as the API documents replicas of DeploymentSpec'],
  ['yes or no', '/spec/paused', { paused: 'no' }, 'true or false, as the API documents paused of DeploymentSpec'],
  [
    'an integer or a string', '/spec/strategy/rollingUpdate/maxSurge',
    { strategy: { rollingUpdate: { maxSurge: [] } } },
    'an integer or a string, as the API documents maxSurge of RollingUpdateDeployment',
  ],
  [
    'an object by its name', '/spec/template', { template: [] },
    'an object (PodTemplateSpec), as the API documents template of DeploymentSpec',
  ],
  [
    'a list, and of what', '/spec/template/spec/containers', pod({ containers: {} }),
    'a list of objects (Container), as the API documents containers of PodSpec',
  ],
  [
    'an item of a list', '/spec/template/spec/containers/0', pod({ containers: ['main'] }),
    'an object (Container), as the API documents containers of PodSpec as a list of objects (Container)',
  ],
  [
    'a value of a map', '/spec/template/spec/nodeSelector/pool', pod({ nodeSelector: { pool: 1 } }),
    'a string, as the API documents nodeSelector of PodSpec as a map of strings',
  ],
  [
    'a quantity', '/spec/template/spec/overhead/cpu', pod({ overhead: { cpu: true } }),
    'a quantity such as 500m, 2 or 20Gi, as the API documents overhead of PodSpec as a map of quantities',
  ],
  [
    'the words of an enumeration', '/spec/template/spec/dnsPolicy', pod({ dnsPolicy: 1 }),
    'one of ClusterFirst, ClusterFirstWithHostNet, Default, None, as the API documents dnsPolicy of PodSpec',
  ],
])('%s is named', (_, pointer, spec, text) => expect(of(web(spec), pointer)).toBe(`Write ${text}.`));

test('what is not documented has no name', () => {
  const metadata = { name: 'a' };
  const custom = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata, spec: { replicas: '1' } };
  const history = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, revision: 1, data: {} };
  expect([
    of(custom, '/spec/replicas'), of(web({ replica: 1 }), '/spec/replica'), of(web({}), ''),
    of(web(pod({ containers: { main: {} } })), '/spec/template/spec/containers/main'),
    of(web({ replicas: 1 }), '/spec/replicas/more'), of(history, '/data/a'),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
});
