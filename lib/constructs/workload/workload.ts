import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ObjectMeta } from '../../../imports/kubernetes';
import { checkServiceName } from '../../kubernetes/names';
import { checkCall, checkProps } from '../../kubernetes/shapes/check-shape';
import { constructError, TreeValidation, withPath } from '../../synthesis';
import { Connection, ConnectionOptions, findPort, namespacesOf } from './connection';
import { Egress } from './egress';
import { EnvValue } from './env-value';
import { Environment } from './environment';
import { ExternalConnectionOptions, ExternalEndpoint } from './external-endpoint';
import { HealthRequest } from './health-request';
import { addPods } from './add-pods';
import { objectMetadata } from './labels';
import { PodParts } from './pod-parts';
import { WorkloadMetrics } from './workload-metrics';
import { NetworkPeer } from './network-peer';
import { addCiliumPolicy } from './network-policy';
import { callFrom, callService, openDeployment, serviceOf } from './plus-connections';
import { describeContainer, ingressBackend, podSelectorConfig } from './plus-interfaces';
import { SecretKey } from './secret-source';
import { ServiceConnectionOptions } from './service-connection-options';
import { Traffic } from './traffic';
import { WorkloadPort } from './workload-port';
import { WorkloadProps } from './workload-props';
import { PodSpecSource } from './workload-spec';

/**
 * What all workloads share, those whose pods stay and those whose pods end: names and labels, environment, connections
 * to other workloads, network policy and ServiceAccount.
 *
 * A construct of your own extends `ReplicatedWorkload`: docs/extending.md.
 */
export abstract class Workload extends Construct implements kplus.INetworkPolicyPeer, kplus.IPodSelector {
  /** Name of the workload, and of its Service. */
  public readonly name: string;

  /** Namespace of the chart; undefined when the chart has none. */
  public readonly namespace?: string;

  /** Who calls it and whom it calls. @internal */
  public readonly _traffic = new Traffic();
  private readonly environment: Environment;
  private stableLabels: { [key: string]: string } = {};
  private pod?: PodSpecSource;
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
    return [...this.resolvedPod.ports];
  }

  /** Where Prometheus finds its metrics; undefined when it has none. */
  public get metrics(): WorkloadMetrics | undefined {
    return this.resolvedPod.metrics;
  }

  /** Labels of all its objects; an object that a construct adds takes them over. */
  public get labels(): { [key: string]: string } {
    return { ...this.stableLabels };
  }

  /**
   * URL of a port inside the cluster, by way of the Service.
   *
   * @param port one of `ports`, with a port on the Service
   */
  public url(port: WorkloadPort): string {
    const host = this.namespace ? `${this.name}.${this.namespace}.svc.cluster.local` : this.name;
    return `${port.protocol.scheme}://${host}:${port.servicePort}`;
  }

  /** What to ask the workload to see that it serves: its readiness, when that is an HTTP request. */
  public get healthRequests(): HealthRequest[] {
    const request = this.resolvedPod.readinessProbe?.httpGet;
    return request && request.scheme !== 'HTTPS'
      ? [{ port: String(request.port), path: request.path ?? '/' }]
      : [];
  }

  /** Calls from this workload to others. */
  public get connections(): Connection[] {
    return [...this._traffic.outgoing];
  }

  /** The Deployment, StatefulSet, CronJob or Job. */
  public get controller(): ApiObject {
    return this.controllerObject ?? this._refuseUnbuilt();
  }

  /** The main container, for constructs of cdk8s-plus, which ask for its ports and requests. */
  public get containers(): kplus.Container[] {
    return [describeContainer(this.resolvedPod)];
  }

  /** Its pods, for Services and network policies of cdk8s-plus. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return podSelectorConfig(this);
  }

  /** Its pods, for network policies of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: podSelectorConfig(this) };
  }

  /** Itself, for network policies of cdk8s-plus. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /**
   * A port of its Service, for an Ingress of cdk8s-plus. Whoever sends must be let in with `allowIngressFrom`.
   *
   * @param port name of the port; by default the first on the Service
   * @throws when there is no such port on the Service
   */
  public toIngressBackend(port?: string): kplus.IngressBackend {
    withPath(this, () => checkCall('Workload#toIngressBackend', { port }));
    return ingressBackend(this, withPath(this, () => findPort(this, port)));
  }

  /** What its pods are known as to the API server; undefined when it is not a child of this construct. */
  public get serviceAccount(): ApiObject | undefined {
    return this._object('ServiceAccount');
  }

  /** Who may call it and whom it may call; undefined when it has none. */
  public get networkPolicy(): ApiObject | undefined {
    return this._object('NetworkPolicy');
  }

  /** The PersistentVolumeClaim beside its pods; undefined when it has none, or one for each pod. */
  public get claim(): ApiObject | undefined {
    return this._object('PersistentVolumeClaim');
  }

  /**
   * Lets this workload call another: puts the URL into an environment variable, and opens both network policies on
   * the port of the callee.
   *
   * @throws when the callee has no such port on its Service, or the variable is set already
   */
  public connectTo(callee: Workload, options: ConnectionOptions): Connection {
    withPath(this, () => checkCall('Workload#connectTo', { callee, options }));
    return withPath(this, () => Traffic.connect(this, callee, options));
  }

  /**
   * Lets this workload call a service outside the cluster: puts the URL, and the API key if asked for, into environment
   * variables, and opens the way out.
   *
   * @throws when a variable is set already, or the endpoint asks for no API key
   */
  public connectToExternal(endpoint: ExternalEndpoint, options: ExternalConnectionOptions): void {
    withPath(this, () => checkCall('Workload#connectToExternal', { endpoint, options }));
    withPath(this, () => endpoint._checkOutside(namespacesOf(this)));
    withPath(this, () => endpoint._environment(options)).forEach(([name, value]) => this.addEnv(name, value));
    this.allowEgressTo(endpoint.egress);
  }

  /**
   * Lets this workload call a Service of cdk8s-plus: puts the URL into an environment variable, and opens the way out
   * to the pods that it selects.
   *
   * @throws when it has no such port or selects no pods, or the variable is set already
   */
  public connectToService(service: kplus.Service, options: ServiceConnectionOptions): void {
    withPath(this, () => checkCall('Workload#connectToService', { service, options }));
    const { url, egress } = withPath(this, () => callService(this, service, options));
    this.addEnv(options.env, EnvValue.literal(url));
    this.allowEgressTo(egress);
  }

  /**
   * Lets this workload call a Deployment of cdk8s-plus by way of its Service, also where the Deployment is isolated.
   *
   * @throws when no Service of the app selects its pods, or it has no such port, or the variable is set already
   */
  public connectToDeployment(deployment: kplus.Deployment, options: ServiceConnectionOptions): void {
    withPath(this, () => checkCall('Workload#connectToDeployment', { deployment, options }));
    withPath(this, () => {
      const service = serviceOf(deployment);
      this.connectToService(service, options);
      openDeployment(deployment, this, callService(this, service, options).port);
    });
  }

  /**
   * Lets pods of cdk8s-plus call this workload: puts the URL, and the API key if asked for, into variables of their
   * first container, and opens the network policy of this workload and their isolation.
   *
   * @throws when there is no such port or key, or a variable is set already
   */
  public connectFrom(caller: kplus.Workload, options: ConnectionOptions): void {
    withPath(this, () => checkCall('Workload#connectFrom', { caller, options }));
    const port = withPath(this, () => callFrom(caller, this, options));
    this.allowIngressFrom(NetworkPeer.of(caller), port.name);
  }

  /**
   * Lets a peer outside the app, such as an ingress controller or Prometheus, call a port.
   *
   * @param port name of the port; by default the first
   * @throws when there is no such port
   */
  public allowIngressFrom(peer: NetworkPeer, port?: string): void {
    withPath(this, () => checkCall('Workload#allowIngressFrom', { peer, port }));
    withPath(this, () => this._traffic.letIn(peer, this.ports, port));
    this.addCiliumPolicy();
  }

  /** Opens a way out of the cluster. */
  public allowEgressTo(egress: Egress): void {
    withPath(this, () => checkCall('Workload#allowEgressTo', { egress }));
    this._traffic.egress.push(egress);
    this.addCiliumPolicy();
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

  /** Checks what was decided, and adds what every workload has. @internal */
  protected _addPods(pod: PodSpecSource): PodParts {
    this.pod = pod;
    const { props, environment, _traffic: traffic } = this;
    const { labels, ...parts } = addPods(this, { pod, props, environment, traffic });
    this.stableLabels = labels;
    return parts;
  }

  /** Takes what makes the pods. @internal */
  protected _setController(controller: ApiObject): void {
    this.controllerObject = controller;
    this.node.defaultChild = controller;
  }

  /** An object of its own. @internal */
  protected _object(id: string): ApiObject | undefined {
    return this.node.tryFindChild(id) as ApiObject | undefined;
  }

  /** Metadata of an object of this workload that a new image does not change. @internal */
  public _metadata(objectName: string, annotations: { readonly [key: string]: string } = {}): ObjectMeta {
    return objectMetadata(objectName, this.stableLabels, { ...this.props.objectAnnotations, ...annotations });
  }

  private addCiliumPolicy(): void {
    addCiliumPolicy(this, this._metadata(this.name), this._traffic.of(this));
  }

  private get resolvedPod(): PodSpecSource {
    return this.pod ?? this._refuseUnbuilt();
  }

  /** @internal */
  protected _refuseUnbuilt(): never {
    throw constructError(this, 'a workload by itself has no objects; extend ReplicatedWorkload and call ' +
      'this.define({ image, component, resources }) at the end of the constructor: docs/extending.md');
  }
}
