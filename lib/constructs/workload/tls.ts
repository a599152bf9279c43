import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Certificate } from '../../../imports/cert-manager.io';
import { DECLARED_SECRETS_ANNOTATION } from '../../kubernetes/annotations';
import { CertificateIssuer } from './certificate-issuer';
import { SecretSource } from './secret-source';

/** Where the certificate of a host comes from. */
export interface TlsOptions {
  readonly tlsSecret?: SecretSource;
  readonly issuer?: CertificateIssuer;
}

/** What an object that ends TLS needs of it. */
export interface Tls {
  /** Secret with the certificate; undefined without TLS. */
  readonly secretName?: string;
  /** Annotations that declare it, when somebody else makes it. */
  readonly annotations: { readonly [key: string]: string };
}

/**
 * The Secret of a certificate; one that cert-manager makes has its Certificate added.
 *
 * @param name of the Certificate; its Secret is named `<name>-tls`
 * @throws when there is both a Secret and an issuer, or the Secret lies in another namespace
 */
export function resolveTls(scope: Construct, name: string, hosts: string[], { tlsSecret, issuer }: TlsOptions): Tls {
  if (tlsSecret && issuer) {
    throw new Error(
      `tlsSecret '${tlsSecret.name}' and issuer '${issuer.name}' both give the certificate of ${hosts.join(', ')}; leave one of them out`,
    );
  }
  if (issuer) {
    const secretName = `${name}-tls`;
    new Certificate(scope, 'Certificate', {
      metadata: { name }, spec: { secretName, dnsNames: hosts, issuerRef: issuer._toReference() },
    });
    return { secretName, annotations: {} };
  }
  tlsSecret?._checkUsableFrom(Chart.of(scope).namespace);
  const isDeclared = tlsSecret !== undefined && tlsSecret.namespace === undefined;
  return {
    secretName: tlsSecret?.name, annotations: isDeclared ? { [DECLARED_SECRETS_ANNOTATION]: tlsSecret.name } : {},
  };
}
