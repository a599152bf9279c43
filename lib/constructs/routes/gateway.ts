import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as api from '../../../imports/gateway.networking.k8s.io';
import { checkObjectName } from '../../kubernetes/names';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { withPath } from '../../synthesis';
import { CertificateIssuer } from '../workload/certificate-issuer';
import { SecretSource } from '../workload/secret-source';
import { resolveTls } from '../workload/tls';
import { GatewayReference } from './gateway-reference';

/**
 * Properties of `Gateway`.
 */
export interface GatewayProps {
  /**
   * Name of the Gateway.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /** Name of the GatewayClass, such as `eg`, `istio` or `cilium`. */
  readonly className: string;

  /** Host name that clients ask for; `*.example.com` for all of a domain. */
  readonly hostname: string;

  /**
   * Secret with the TLS certificate of the host, in the namespace of the Gateway.
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
   * Annotations of the Gateway.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * Where requests for one host enter the cluster: a Gateway of the Gateway API with one listener, over TLS on port 443
 * when it has a certificate, on port 80 otherwise. Routes of its own namespace may attach.
 */
export class Gateway extends Construct {
  /** What routes are given. */
  public readonly reference: GatewayReference;

  /**
   * @throws when a name is not valid, or the certificate comes from two places or from another namespace
   */
  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    withPath(this, () => checkProps('GatewayProps', props));
    const { className, hostname } = props;
    const { name, tls } = withPath(this, () => {
      checkObjectName('host name', hostname.replace(/^\*\./, ''));
      const checked = checkObjectName('gateway', props.name ?? id);
      return { name: checked, tls: resolveTls(this, checked, [hostname], props) };
    });
    const listener = tls.secretName === undefined ? 'http' : 'https';
    const annotations = { ...tls.annotations, ...props.annotations };
    this.node.defaultChild = new api.Gateway(this, 'Gateway', {
      metadata: { name, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        gatewayClassName: className,
        listeners: [{
          name: listener,
          hostname,
          allowedRoutes: { namespaces: { from: 'Same' } },
          ...(tls.secretName === undefined ? { port: 80, protocol: 'HTTP' } : {
            port: 443,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: tls.secretName }] },
          }),
        }],
      },
    });
    this.reference = { name, namespace: Chart.of(this).namespace, className, listener };
  }
}
