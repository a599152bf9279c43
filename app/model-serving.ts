import { Construct } from 'constructs';
import { NodePool } from '../lib/cluster';
import { GpuNimService } from '../lib/constructs/nim/gpu-nim-service';
import { Nim } from '../lib/constructs/nim/nim';
import { NgcExternalSecrets } from '../lib/constructs/secrets/ngc-external-secrets';
import { RemoteKey } from '../lib/constructs/secrets/remote-key';
import { AwsSecretStore } from '../lib/constructs/secrets/secret-store';
import { StatelessService } from '../lib/constructs/stateless/stateless-service';
import { DisruptionBudget } from '../lib/constructs/workload/disruption-budget';
import { ExternalEndpoint } from '../lib/constructs/workload/external-endpoint';
import { HealthCheck } from '../lib/constructs/workload/health-check';
import { RolloutStrategy } from '../lib/constructs/workload/rollout-strategy';
import { SecretKey } from '../lib/constructs/workload/secret-source';
import { Workload } from '../lib/constructs/workload/workload';
import { NimCache } from './nim-cache';
import { ServedModel } from './served-model';

/** Who serves a model: a workload of the cluster, or somebody outside it. */
export type ModelServer = Workload | ExternalEndpoint;

/** Where the models of an environment come from. */
export interface ModelServing {
  /** Adds what serves a model. */
  serve(scope: Construct, model: ServedModel): ModelServer;
}

/** Lets a workload call a model. */
export function connectToModel(caller: Workload, server: ModelServer, env: string): void {
  if (server instanceof ExternalEndpoint) {
    caller.connectToExternal(server, { env, credentialEnv: env.replace(/_URL$/, '_API_KEY') });
  } else {
    caller.connectTo(server, { env });
  }
}

/** NIMs on the GPUs of the cluster. */
export class NimServing implements ModelServing {
  constructor(private readonly props: NimServingProps) {}

  public serve(scope: Construct, model: ServedModel): ModelServer {
    const { cache = NimCache.oneNode(), rollout, disruptionBudget, gpuPool } = this.props;
    const secrets = this.externalSecrets(scope);
    return new GpuNimService(scope, model.name, {
      nim: Nim.fromImage(model.image),
      resources: model.resources,
      port: model.port,
      ...cache.propsOf(model),
      rollout,
      disruptionBudget,
      nodePool: gpuPool,
      imagePullSecrets: secrets && [secrets.pullSecret],
      apiKey: secrets?.apiKey,
    });
  }

  /** Made once for all NIMs of the chart. */
  private externalSecrets(scope: Construct): NgcExternalSecrets | undefined {
    const { ngcKey } = this.props;
    const existing = scope.node.tryFindChild('ngc') as NgcExternalSecrets | undefined;
    if (!ngcKey || existing) {
      return existing;
    }
    const store = new AwsSecretStore(scope, 'secrets-manager', { region: ngcKey.region });
    return new NgcExternalSecrets(scope, 'ngc', {
      store: store.reference,
      remoteKey: RemoteKey.of(ngcKey.name, ngcKey.property),
    });
  }
}

/** What the NIMs of an environment have in common. */
export interface NimServingProps {
  readonly gpuPool: NodePool;
  /**
   * Where they keep their models.
   *
   * @default NimCache.oneNode()
   */
  readonly cache?: NimCache;
  readonly rollout?: RolloutStrategy;
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * NGC API key in AWS Secrets Manager, from which External Secrets Operator makes both Secrets; without it, they exist
   * already.
   */
  readonly ngcKey?: { readonly region: string; readonly name: string; readonly property: string };
}

/** A hosted API of the OpenAI kind, for environments without a GPU. */
export class HostedServing implements ModelServing {
  private readonly endpoint: ExternalEndpoint;

  constructor(url: string, apiKey: SecretKey) {
    this.endpoint = new ExternalEndpoint({ url, apiKey });
  }

  public serve(): ModelServer {
    return this.endpoint;
  }
}

/** A small model server on CPUs with the same API, for environments without a GPU or a way out. */
export class CpuServing implements ModelServing {
  constructor(private readonly image: string, private readonly args: (model: ServedModel) => string[]) {}

  public serve(scope: Construct, model: ServedModel): ModelServer {
    return new StatelessService(scope, model.name, {
      component: 'model-server',
      image: this.image,
      args: this.args(model),
      containerPort: 8080,
      port: model.port,
      replicas: 1,
      resources: { cpu: '1', cpuLimit: '4', memory: '2Gi', memoryLimit: '4Gi' },
      readiness: HealthCheck.httpGet('/health'),
    });
  }
}
