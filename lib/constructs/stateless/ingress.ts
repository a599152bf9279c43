import { isIP } from 'node:net';
import { Construct } from 'constructs';
import { ObjectMeta } from '../../../imports/kubernetes';
import { checkObjectName } from '../../kubernetes/names';
import { checkUrlPath } from '../../kubernetes/url-path';
import { CertificateIssuer } from '../workload/certificate-issuer';
import { NetworkPeer } from '../workload/network-peer';
import { ingressSenders } from '../workload/proxy-senders';
import { SecretSource } from '../workload/secret-source';
import { resolveTls } from '../workload/tls';
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
   * @default - no TLS, unless there is an `issuer`
   */
  readonly tlsSecret?: SecretSource;

  /**
   * Issuer of cert-manager that makes the certificate, in the Secret `<name>-tls`.
   *
   * @default - none
   */
  readonly issuer?: CertificateIssuer;

  /**
   * Namespace whose pods are let in by the network policy; a shorter word for `from`.
   *
   * @default - that of the class
   */
  readonly controllerNamespace?: string;

  /**
   * Who sends the requests and is let in by the network policy, such as the subnets of a load balancer.
   *
   * @default - those of the class: nginx (also without a class), traefik, haproxy, kong, contour, istio, cilium, gce
   * and the add-on of AKS
   */
  readonly from?: NetworkPeer[];

  /**
   * Annotations of the Ingress.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** The word for the class before there were IngressClasses; controllers still read it. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/**
 * Adds the Ingress of a service.
 *
 * @returns who sends the requests
 * @throws when the host is no host name, the path is not absolute or refused, the certificate comes from two places or
 * from another namespace, or nobody knows who sends
 *
 * @internal
 */
export function addIngress(
  scope: Construct,
  metadata: ObjectMeta,
  servicePort: string,
  options: IngressOptions,
): NetworkPeer[] {
  const { host, path = '/', controllerNamespace, className, from } = options;
  checkObjectName('ingress host', host.replace(/^\*\./, ''));
  if (isIP(host) !== 0) {
    throw new Error(`ingress host '${host}' is an address; write the name that leads to it, such as chat.example.com`);
  }
  checkUrlPath('ingress path', path);
  if (controllerNamespace !== undefined && from !== undefined) {
    throw new Error(
      `ingress controllerNamespace '${controllerNamespace}' stands beside from, which says the same; leave one of them out`,
    );
  }
  const tls = resolveTls(scope, metadata.name!, [host], options);
  const annotations = { ...metadata.annotations, ...tls.annotations, ...options.annotations };
  addObject(scope, 'Ingress', 'networking.k8s.io/v1 Ingress', {
    metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ingressClassName: options.className,
      tls: tls.secretName === undefined ? undefined : [{ hosts: [host], secretName: tls.secretName }],
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
  return ingressSenders({
    className: className ?? options.annotations?.[CLASS_ANNOTATION],
    from: controllerNamespace === undefined ? from : [NetworkPeer.namespace(controllerNamespace)],
  });
}
