import { Cluster } from '../../../cluster';
import { load, pool, workload } from '../../../../test/support/rollout';
import { planRollout } from '..';

const said = (...objects: object[]) =>
  planRollout(load(...objects), new Cluster({ pools: [pool('cpu', 1)] })).notLookedAt.slice(1);
const web = (pod: object) => workload('Deployment', 'web', { cpu: 1 }, { replicas: 1 }, pod);
const cron = (spec: object, job: object = {}) => ({
  apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'report' },
  spec: { schedule: '*/5 * * * *', ...spec, jobTemplate: { spec: { ...job, template: { spec: {
    restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] } } } } },
});
const needs = { volumes: [
  { name: 'd', persistentVolumeClaim: { claimName: 'data' } }, { name: 'c', configMap: { name: 'settings' } },
  { name: 'o', configMap: { name: 'extra', optional: true } }, { name: 's', secret: { secretName: 'key' } },
] };
const object = (kind: string, name: string, apiVersion = 'v1') => ({ apiVersion, kind, metadata: { name } });

test('objects without which pods do not start are named, unless they are optional, there, or made', () => {
  expect(said(web(needs))).toEqual([
    'whether what pods need to start is there: PersistentVolumeClaim/data, ConfigMap/settings, Secret/key; ' +
      'not in the input, and taken to exist',
  ]);
  expect(
    said(web({ volumes: needs.volumes.slice(1) }), object('ConfigMap', 'settings'), object('Secret', 'key')),
  ).toEqual([]);
  expect(
    said(web({ volumes: needs.volumes.slice(2) }), object('ExternalSecret', 'x', 'external-secrets.io/v1')),
  ).toEqual([]);
});

test('runs that may pile up are named', () => {
  expect(said(cron({}))).toEqual([expect.stringMatching(/^runs beside each other of CronJob\/report: .* is counted$/)]);
  expect(said(cron({ concurrencyPolicy: 'Forbid' }))).toEqual([]);
  expect(said(cron({}, { activeDeadlineSeconds: 60 }))).toEqual([]);
});
