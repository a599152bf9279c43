import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ObjectMeta } from '../../../imports/kubernetes';
import { DECLARED_SECRETS_ANNOTATION } from '../../kubernetes/annotations';
import { checkObjectName } from '../../kubernetes/names';
import { SecretSource } from '../workload/secret-source';
import { addObject } from '../../synthesis';

/**
 * HTTP from outside the cluster to a service.
 */
export interface IngressOptions {
  /** Host name that clients ask for. */
  readonly host: string;

  /**
   * Path prefix that clients ask for.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * Name of the IngressClass.
   *
   * @default - the cluster's default
   */
  readonly className?: string;

  /**
   * Secret with the TLS certificate of the host, in the namespace of the service.
   *
   * @default - no TLS
   */
  readonly tlsSecret?: SecretSource;

  /**
   * Namespace whose pods are let in by the network policy.
   *
   * @default 'ingress-nginx'
   */
  readonly controllerNamespace?: string;

  /**
   * Annotations of the Ingress.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * Namespace that the ingress controller runs in when nothing else is said:
 * https://kubernetes.github.io/ingress-nginx/deploy/ @internal
 */
export const DEFAULT_CONTROLLER_NAMESPACE = 'ingress-nginx';

/**
 * Adds the Ingress of a service.
 *
 * @throws when the host is no host name, the path is not absolute, or the TLS Secret lies in another namespace
 *
 * @internal
 */
export function addIngress(
  scope: Construct,
  metadata: ObjectMeta,
  servicePort: string,
  options: IngressOptions,
): void {
  const { host, path = '/', tlsSecret } = options;
  checkObjectName('ingress host', host.replace(/^\*\./, ''));
  if (!path.startsWith('/')) {
    throw new Error(`ingress path '${path}' is not absolute; write '/${path}'`);
  }
  tlsSecret?._checkUsableFrom(Chart.of(scope).namespace);
  const annotations = {
    ...(tlsSecret && tlsSecret.namespace === undefined && { [DECLARED_SECRETS_ANNOTATION]: tlsSecret.name }),
    ...options.annotations,
  };
  addObject(scope, 'Ingress', 'networking.k8s.io/v1 Ingress', {
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ingressClassName: options.className,
      tls: tlsSecret && [{ hosts: [host], secretName: tlsSecret.name }],
      rules: [
        {
          host,
          http: {
            paths: [
              { path, pathType: 'Prefix', backend: { service: { name: metadata.name!, port: { name: servicePort } } } },
            ],
          },
        },
      ],
    },
  });
}
