import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { LabelSelector, ObjectMeta } from '../../../imports/kubernetes';
import { isCount } from '../../kubernetes/count';
import { addObject, constructError, RolloutProof, TreeValidation, withPath } from '../../synthesis';
import { DECLARED_SECRETS_ANNOTATION } from '../../kubernetes/annotations';
import { Connection, ConnectionOptions, namespacesOf } from './connection';
import { addDeployment, ControllerSpec } from './deployment';
import { refuseOwnAnnotations } from './own-annotations';
import { DisruptionBudget } from './disruption-budget';
import { warnAboutDrains } from './drain-warning';
import { Egress } from './egress';
import { EnvValue } from './env-value';
import { Environment } from './environment';
import { parsePinnedImage } from './image';
import { labelsOf, selectorLabels, stableLabels, WorkloadLabels } from './labels';
import { ExternalConnectionOptions, ExternalEndpoint } from './external-endpoint';
import { checkServiceName } from '../../kubernetes/names';
import { HealthRequest } from './health-request';
import { NetworkPeer } from './network-peer';
import { addCiliumPolicy, AllowedPeer, NetworkSource, networkPolicySpec } from './network-policy';
import { addClaim } from './persistent-claim';
import { checkPod } from './pod-checks';
import { podTemplate, pullSecrets } from './pod-template';
import { RolloutStrategy } from './rollout-strategy';
import { SecretKey } from './secret-source';
import { StartupBudget } from './startup-budget';
import { resolveStopTimes } from './stop-times';
import { WorkloadMetrics } from './workload-metrics';
import { WorkloadSpec } from './workload-spec';
import { checkPorts, servicePorts, WorkloadPort } from './workload-port';
import { WorkloadProps } from './workload-props';
import { checkCall, checkProps } from '../../kubernetes/shapes/check-shape';

/**
 * What `GpuNimService`, `StatelessService` and `VectorStore` share: names and labels, environment, connections to
 * other workloads, network policy, disruption budget, Service and ServiceAccount.
 */
export abstract class Workload extends Construct {
  /** Name of the workload, and of its Service. */
  public readonly name: string;

  /** Namespace of the chart; undefined when the chart has none. */
  public readonly namespace?: string;

  private readonly environment: Environment;
  private readonly outgoing: Connection[] = [];
  private readonly incoming: Connection[] = [];
  private readonly allowedPeers: AllowedPeer[] = [];
  private readonly egress: Egress[] = [];
  private spec?: WorkloadSpec;
  private labels: WorkloadLabels = { stable: {}, versioned: {} };
  private controllerObject?: ApiObject;

  /**
   * @throws when the name is not a DNS label or taken by another workload of the namespace, or a variable is not valid
   */
  constructor(scope: Construct, id: string, private readonly props: WorkloadProps) {
    super(scope, id);
    withPath(this, () => checkProps('WorkloadProps', props));
    this.name = withPath(this, () => checkServiceName('name', props.name ?? id));
    this.namespace = Chart.of(this).namespace;
    this.environment = new Environment(this.namespace);
    TreeValidation.register(this);
    withPath(this, () => {
      this.environment.addAll(props.env);
      this.environment.addSources(props.envFrom);
    });
  }

  /** The API key that callers need, when the workload asks for one. */
  public get credential(): SecretKey | undefined {
    return undefined;
  }

  /** Ports, those on the Service and those of the pod only. */
  public get ports(): WorkloadPort[] {
    return [...this.resolved.ports];
  }

  /**
   * URL of a port inside the cluster, by way of the Service.
   *
   * @param port one of `ports`, with a port on the Service
   */
  public url(port: WorkloadPort): string {
    const host = this.namespace ? `${this.name}.${this.namespace}.svc.cluster.local` : this.name;
    return `${port.scheme}://${host}:${port.servicePort}`;
  }

  /** Number of pods. */
  public get replicas(): number {
    return this.resolved.replicas;
  }

  /** How many pods a node drain may take away at a time. */
  public get disruptionBudget(): DisruptionBudget {
    return this.props.disruptionBudget ?? this.resolved.defaults.disruptionBudget;
  }

  /** How pods are replaced. */
  public get rollout(): RolloutStrategy {
    return this.resolved.rollout;
  }

  /** How long a pod may take to start. */
  public get startup(): StartupBudget {
    return this.resolved.startup;
  }

  /** What to ask the workload to see that it serves: its readiness, when that is an HTTP request. */
  public get healthRequests(): HealthRequest[] {
    const request = this.resolved.readinessProbe.httpGet;
    return request ? [{ port: String(request.port), path: request.path ?? '/' }] : [];
  }

  /** Where Prometheus finds its metrics; undefined when it has none. */
  public get metrics(): WorkloadMetrics | undefined {
    return undefined;
  }

  /** Calls from this workload to others. */
  public get connections(): Connection[] {
    return [...this.outgoing];
  }

  /** The Deployment or StatefulSet. */
  public get controller(): ApiObject {
    return this.controllerObject ?? this.refuseUnbuilt();
  }

  /**
   * Lets this workload call another: puts the URL into an environment variable, and opens both network policies on
   * the port of the callee.
   *
   * @throws when the callee has no such port on its Service, or the variable is set already
   */
  public connectTo(callee: Workload, options: ConnectionOptions): Connection {
    withPath(this, () => checkCall('Workload#connectTo', { callee, options }));
    const connection = withPath(this, () => Connection._between(this, callee, options));
    this.outgoing.push(connection);
    callee.incoming.push(connection);
    return connection;
  }

  /**
   * Lets this workload call a service outside the cluster: puts the URL, and the API key if asked for, into environment
   * variables, and opens the way out.
   *
   * @throws when a variable is set already, or the endpoint asks for no API key
   */
  public connectToExternal(endpoint: ExternalEndpoint, options: ExternalConnectionOptions): void {
    withPath(this, () => checkCall('Workload#connectToExternal', { endpoint, options }));
    this.addEnv(options.env, EnvValue.literal(endpoint.url));
    if (options.credentialEnv !== undefined) {
      if (!endpoint.apiKey) {
        throw constructError(this, `${endpoint.url} asks for no API key, so there is none for ${options.credentialEnv}; ` +
          'give the endpoint an apiKey, or leave credentialEnv out');
      }
      this.addEnv(options.credentialEnv, EnvValue.fromSecret(endpoint.apiKey));
    }
    withPath(this, () => endpoint._checkOutside(namespacesOf(this)));
    this.allowEgressTo(endpoint.egress);
  }

  /**
   * Lets a peer outside the app, such as an ingress controller or Prometheus, call a port.
   *
   * @param port name of the port; by default the first
   * @throws when there is no such port
   */
  public allowIngressFrom(peer: NetworkPeer, port: string = this.resolved.ports[0].name): void {
    withPath(this, () => checkCall('Workload#allowIngressFrom', { peer, port }));
    const found = this.resolved.ports.find((candidate) => candidate.name === port);
    if (!found) {
      const names = this.resolved.ports.map(({ name }) => `'${name}'`).join(', ');
      throw constructError(this, `there is no port '${port}'; write one of ${names}`);
    }
    this.allowedPeers.push({ peer, port: found });
    addCiliumPolicy(this, { name: this.name, labels: this.labels.stable }, this.network);
  }

  /** Opens a way out of the cluster. */
  public allowEgressTo(egress: Egress): void {
    withPath(this, () => checkCall('Workload#allowEgressTo', { egress }));
    this.egress.push(egress);
    addCiliumPolicy(this, { name: this.name, labels: this.labels.stable }, this.network);
  }

  /**
   * Sets an environment variable.
   *
   * @throws when it is set already, the name is not valid, or a secret is given as a literal
   */
  public addEnv(name: string, value: EnvValue): void {
    withPath(this, () => checkCall('Workload#addEnv', { name, value }));
    withPath(this, () => this.environment.add(name, value));
  }

  /**
   * Adds the objects. Constructs call it once, at the end of their constructor.
   *
   * @internal
   */
  protected _build(resolved: WorkloadSpec): void {
    this.spec = resolved;
    const { name, props } = this;
    const { defaults } = resolved;
    this.egress.push(...(props.egress ?? defaults.egress ?? []));
    const version = withPath(this, () => {
      checkPorts(resolved.ports);
      refuseOwnAnnotations({ ...props.annotations, ...props.podAnnotations });
      checkPod(resolved, props, this.namespace);
      pullSecrets(resolved, props).forEach((secret) => secret._checkUsableFrom(this.namespace));
      return parsePinnedImage(resolved.image).tag;
    });
    if (!isCount(resolved.replicas, 1)) {
      throw constructError(this, `replicas ${resolved.replicas} is not a positive whole number; write 1 or more`);
    }
    const labelSource = { name, application: resolved.application, component: resolved.component, version };
    const { versioned: labels } = this.labels = labelsOf(labelSource, Chart.of(this).labels);
    const selector: LabelSelector = { matchLabels: selectorLabels(name) };
    const stop = withPath(this, () => resolveStopTimes(props, defaults));

    if (resolved.claim) {
      addClaim(this, resolved.claim, stableLabels(labelSource));
    }
    const secrets = Lazy.any({ produce: () => this.declaredSecrets(resolved) });
    const annotations = this.environment.annotations({ [DECLARED_SECRETS_ANNOTATION]: secrets, ...props.annotations });
    addObject(this, 'ServiceAccount', 'v1 ServiceAccount', {
      metadata: this._metadata(name, props.serviceAccountAnnotations), automountServiceAccountToken: false,
    });
    addObject(this, 'NetworkPolicy', 'networking.k8s.io/v1 NetworkPolicy', {
      metadata: this._metadata(name),
      spec: Lazy.any({ produce: () => networkPolicySpec(this.network) }),
    });
    addCiliumPolicy(this, { name, labels: this.labels.stable }, this.network);
    addObject(this, 'Service', 'v1 Service', {
      metadata: this._metadata(name, props.serviceAnnotations),
      spec: {
        type: resolved.serviceType ?? 'ClusterIP', selector: selectorLabels(name), ports: servicePorts(resolved.ports),
      },
    });
    const budget = addObject(this, 'PodDisruptionBudget', 'policy/v1 PodDisruptionBudget', {
      metadata: this._metadata(`${name}-pdb`),
      spec: {
        ...this.disruptionBudget._toKube(), selector, unhealthyPodEvictionPolicy: resolved.unhealthyPodEvictionPolicy,
      },
    });
    warnAboutDrains(this, budget);
    this.controllerObject = this._addController({
      resolved,
      terminationGraceSeconds: stop.terminationGraceSeconds,
      metadata: { ...this._metadata(name, annotations), labels },
      claimLabels: stableLabels(labelSource),
      selector,
      template: () => podTemplate({ name, labels, environment: this.environment, props, resolved, stop }),
    });
    this.node.defaultChild = this.controllerObject;
    if (resolved.rollout.isAuto) {
      RolloutProof._decideFor(this);
    }
  }

  private get network(): NetworkSource {
    const { incoming: callers, outgoing: callees, allowedPeers: peers, egress } = this;
    return { workload: this, callers, callees, peers, egress };
  }

  /** What the construct has decided. */
  private get resolved(): WorkloadSpec {
    return this.spec ?? this.refuseUnbuilt();
  }

  private refuseUnbuilt(): never {
    throw constructError(this, 'a workload by itself has no objects; extend StatelessService, GpuNimService or ' +
      'VectorStore, or put them into a construct of your own');
  }

  /** @internal */
  protected _addController(controller: ControllerSpec): ApiObject {
    return addDeployment(this, controller);
  }

  /** Metadata of an object of this workload that a new image does not change. @internal */
  protected _metadata(objectName: string, annotations: { readonly [key: string]: string } = {}): ObjectMeta {
    const own = Object.keys(annotations).length > 0 && { annotations };
    return { name: objectName, labels: this.labels.stable, ...own };
  }

  /** Secrets that somebody else makes, so that a check does not miss them; undefined when there are none. */
  private declaredSecrets(resolved: WorkloadSpec): string | undefined {
    const secrets = [...pullSecrets(resolved, this.props), ...this.environment.secrets]
      .filter(({ namespace }) => namespace === undefined);
    return [...new Set(secrets.map((secret) => secret.name))].sort().join(',') || undefined;
  }
}
