import { checkObjectName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Who signs a certificate: an issuer of cert-manager (https://cert-manager.io/docs/configuration/).
 */
export class CertificateIssuer {
  /** An Issuer in the namespace of the certificate. */
  public static issuer(name: string): CertificateIssuer {
    checkCall('CertificateIssuer.issuer', { name });
    return new CertificateIssuer('Issuer', checkObjectName('issuer', name));
  }

  /** A ClusterIssuer. */
  public static clusterIssuer(name: string): CertificateIssuer {
    checkCall('CertificateIssuer.clusterIssuer', { name });
    return new CertificateIssuer('ClusterIssuer', checkObjectName('issuer', name));
  }

  private constructor(
    /** `Issuer` or `ClusterIssuer`. */
    public readonly kind: string,
    /** Name of the issuer. */
    public readonly name: string,
  ) {}

  /** @internal */
  public _toReference(): { readonly group: string; readonly kind: string; readonly name: string } {
    return { group: 'cert-manager.io', kind: this.kind, name: this.name };
  }
}
