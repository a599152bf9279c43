import { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';

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
  readonly tlsSecretName?: string;

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

/** Namespace that the ingress controller runs in when nothing else is said: https://kubernetes.github.io/ingress-nginx/deploy/ */
export const DEFAULT_CONTROLLER_NAMESPACE = 'ingress-nginx';

/** Adds the Ingress of a service. */
export function addIngress(scope: Construct, metadata: k8s.ObjectMeta, servicePort: string, options: IngressOptions): void {
  new k8s.KubeIngress(scope, 'Ingress', {
    metadata: { ...metadata, annotations: options.annotations && { ...options.annotations } },
    spec: {
      ingressClassName: options.className,
      tls: options.tlsSecretName ? [{ hosts: [options.host], secretName: options.tlsSecretName }] : undefined,
      rules: [
        {
          host: options.host,
          http: {
            paths: [{ path: options.path ?? '/', pathType: 'Prefix', backend: { service: { name: metadata.name!, port: { name: servicePort } } } }],
          },
        },
      ],
    },
  });
}
