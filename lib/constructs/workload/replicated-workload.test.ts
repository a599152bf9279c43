import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ContainerResources, HealthCheck, PortProtocol, ReplicatedWorkload, ReplicatedWorkloadProps, ServiceType,
  StartupBudget, WorkloadController, WorkloadDefinition, WorkloadPort,
} from '../..';
import { aService } from '../../../test/support/examples';
import { controller, environment, mainContainer, newChart, only, podSpec, render } from '../../../test/support/synth';

interface MineProps extends ReplicatedWorkloadProps {
  readonly with?: Partial<WorkloadDefinition>;
}

/** A construct from outside the library, by what the package exports alone. */
class Mine extends ReplicatedWorkload {
  constructor(scope: Construct, id: string, props: MineProps = {}) {
    super(scope, id, props);
    this.define({
      image: 'registry.example.com/mine:1.0.0',
      component: 'mine',
      resources: ContainerResources.of({ cpu: '1', memory: '1Gi' }),
      ...props.with,
    });
  }
}

const mine = (definition?: Partial<WorkloadDefinition>) =>
  render((chart) => new Mine(chart, 'mine', { with: definition }));
const port = (name: string, protocol: PortProtocol, servicePort?: number): WorkloadPort =>
  ({ name, containerPort: 5000 + name.length, servicePort, protocol });
const kinds = (manifests: { kind: string }[]): string[] => manifests.map(({ kind }) => kind);

test('a construct from outside says three things and gets the objects and rules of all workloads', () => {
  const manifests = mine();
  expect(kinds(manifests)).toEqual(['ServiceAccount', 'NetworkPolicy', 'PodDisruptionBudget', 'Deployment']);
  expect(controller(manifests).spec).toMatchObject({
    replicas: 1, revisionHistoryLimit: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  expect(only(manifests, 'PodDisruptionBudget').metadata.name).toBe('mine-pdb');
  expect(podSpec(manifests).securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
  expect(mainContainer(manifests)).not.toHaveProperty('ports');
});

test('ports with names and protocols of their own are on the Service, and the URL has their scheme', () => {
  const ports = [port('pg', PortProtocol.POSTGRESQL, 5432), port('dns', PortProtocol.UDP, 53)];
  const manifests = render((chart) => {
    const database = new Mine(chart, 'mine', { with: { ports, readiness: HealthCheck.exec(['pg_isready']) } });
    const api = aService(chart, 'api');
    api.connectTo(database, { env: 'DATABASE_URL', path: '/app' });
    api.connectTo(database, { env: 'DNS', port: 'dns' });
  });
  expect(only(manifests, 'Service', 'mine').spec.ports).toEqual([
    { name: 'pg', port: 5432, targetPort: 'pg', protocol: 'TCP' },
    { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
  ]);
  expect(environment(manifests, 'api')).toMatchObject({
    DATABASE_URL: 'postgresql://mine.lab.svc.cluster.local:5432/app', DNS: 'udp://mine.lab.svc.cluster.local:53',
  });
  expect(only(manifests, 'NetworkPolicy', 'api').spec.egress[1].ports).toEqual([
    { protocol: 'TCP', port: 5002 }, { protocol: 'UDP', port: 5003 },
  ]);
});

test('one number may be a port of TCP and of UDP', () => {
  const dns = { containerPort: 53, servicePort: 53 };
  const ports = [
    { ...dns, name: 'dns', protocol: PortProtocol.UDP }, { ...dns, name: 'dns-tcp', protocol: PortProtocol.TCP },
  ];
  expect(only(mine({ ports, readiness: HealthCheck.tcp('dns-tcp') }), 'Service').spec.ports).toHaveLength(2);
});

test('metrics are where the construct says, and nowhere otherwise', () => {
  const metrics = { port: 'admin', path: '/stats' };
  const ports = [port('admin', PortProtocol.HTTP)];
  expect(new Mine(newChart(), 'mine', { with: { ports, metrics } }).metrics).toEqual({
    port: ports[0], path: '/stats', kind: 'other',
  });
  expect(new Mine(newChart(), 'mine').metrics).toBeUndefined();
});

test('a StatefulSet gives each pod a claim', () => {
  const claims = [{ name: 'data', size: '1Gi', accessMode: 'ReadWriteOnce', retain: true }];
  const statefulSet = WorkloadController.statefulSet({ serviceName: 'mine-headless', claims });
  const { spec } = controller(mine({
    controller: statefulSet, volumeMounts: [{ name: 'data', mountPath: '/data' }],
  }));
  expect([spec.serviceName, spec.podManagementPolicy]).toEqual(['mine-headless', 'Parallel']);
  expect(spec.volumeClaimTemplates[0]).toMatchObject({ kind: 'PersistentVolumeClaim', metadata: { name: 'data' } });
});

test('where nothing can be asked, the reason stands on the Deployment', () => {
  const readiness = HealthCheck.none('the image has no health endpoint');
  const manifests = mine({ ports: [port('web', PortProtocol.TCP, 80)], readiness });
  expect(mainContainer(manifests)).not.toHaveProperty('readinessProbe');
  expect(controller(manifests).metadata.annotations).toMatchObject({
    'cdk8s-nim/no-readiness-probe': 'the image has no health endpoint',
  });
});

test('liveness alone is held off for the startup budget, with its own time for an answer', () => {
  const liveness = HealthCheck.exec(['true'])
    .withTiming({ timeout: Duration.seconds(20), period: Duration.seconds(60) });
  const startupBudget = StartupBudget.of(Duration.minutes(5));
  const manifests = mine({ liveness, startupBudget });
  const { startupProbe, livenessProbe, readinessProbe } = mainContainer(manifests);
  expect(startupProbe).toEqual({
    exec: { command: ['true'] }, periodSeconds: 10, failureThreshold: 31, timeoutSeconds: 20,
  });
  expect(livenessProbe).toMatchObject({ periodSeconds: 60, timeoutSeconds: 20 });
  expect(readinessProbe).toBeUndefined();
});

test('the progress deadline counts slow answers, and no readiness that nobody asks', () => {
  const deadline = (definition: Partial<WorkloadDefinition>): number =>
    controller(mine(definition)).spec.progressDeadlineSeconds;
  const tcp = { ports: [port('web', PortProtocol.TCP)] };
  const slow = HealthCheck.tcp().withTiming({ period: Duration.seconds(30), successThreshold: 3 });
  const none = deadline(tcp);
  expect(deadline({ ...tcp, readiness: HealthCheck.tcp() })).toBe(none + 15);
  expect(deadline({ ...tcp, readiness: slow })).toBe(none + 95);
});

test('an object that a construct adds takes over the labels of the workload', () => {
  expect(new Mine(newChart(), 'mine').labels).toMatchObject({ 'app': 'mine', 'app.kubernetes.io/component': 'mine' });
});

const SERVED = [port('web', PortProtocol.HTTP, 80)];

test.each<[string, Partial<WorkloadDefinition>, string]>([
  ['callers would be sent to pods that nobody has asked', { ports: SERVED },
    "port 'web' is on the Service, and no readiness says when a pod can serve; " +
      "write readiness: HealthCheck.httpGet('/ready'), or HealthCheck.none(reason)"],
  ['a kind of Service is given without a port', { serviceType: ServiceType.LOAD_BALANCER },
    'serviceType LoadBalancer has no port to serve; give a port a servicePort, or leave it out'],
  ['metrics are on a port that is not there', { ports: SERVED, metrics: { port: 'metrics', path: '/' } },
    "metrics are on port 'metrics', which is not there; write one of 'web'"],
  ['a path is asked of a workload without ports', { readiness: HealthCheck.httpGet('/ready') },
    'health check asks a port, which the container does not have; it has none; ' +
      'write HealthCheck.exec([...]), or give it ports'],
  ['the startup check has times of its own',
    { startup: HealthCheck.exec(['true']).withTiming({ period: Duration.seconds(5) }) },
    'startup has periodSeconds 5, which follows from the startup budget; ' +
      'leave it out, and write startupBudget: Duration.minutes(5)'],
  ['liveness wants two successes', { liveness: HealthCheck.exec(['true']).withTiming({ successThreshold: 2 }) },
    'liveness has successThreshold 2, and Kubernetes takes 1 alone; leave it out'],
  ['the group is root', { gid: 0 }, 'gid 0 is root or not a group id; write a whole number from 1, such as 1000'],
])('fails when %s', (_, definition, message) => {
  expect(() => mine(definition)).toThrow(new Error(`lab/mine: ${message}`));
});

test('fails when somebody is let in to a workload without ports', () => {
  const worker = new Mine(newChart(), 'mine');
  expect(() => aService(newChart(), 'api').connectTo(worker, { env: 'URL' })).toThrow(
    'lab/mine has no port on its Service; it offers none',
  );
});

test('fails when a protocol is no scheme of a URL', () => {
  expect(() => PortProtocol.custom('My Protocol')).toThrow(
    new Error("protocol 'My Protocol' is no scheme of a URL; write lower-case letters, such as 'mongodb'"),
  );
  expect(PortProtocol.custom('sip', { udp: true })).toMatchObject({ scheme: 'sip', transport: 'UDP' });
});
