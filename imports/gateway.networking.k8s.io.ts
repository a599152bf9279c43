import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export class HTTPRoute extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };

  constructor(scope: Construct, id: string, props: HTTPRouteProps) {
    super(scope, id, { ...HTTPRoute.GVK, ...props });
  }
}

/** https://gateway-api.sigs.k8s.io/api-types/grpcroute/ */
export class GRPCRoute extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' };

  constructor(scope: Construct, id: string, props: GRPCRouteProps) {
    super(scope, id, { ...GRPCRoute.GVK, ...props });
  }
}

/** https://gateway-api.sigs.k8s.io/api-types/gateway/ */
export class Gateway extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id, { ...Gateway.GVK, ...props });
  }
}

export interface ParentReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

export interface BackendRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly port: number;
  readonly weight: number;
}

export interface HTTPRouteProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: HTTPRouteSpec;
}

export interface HTTPRouteSpec {
  readonly parentRefs: ParentReference[];
  readonly hostnames?: string[];
  readonly rules: HTTPRouteRule[];
}

export interface HTTPRouteRule {
  readonly matches: { readonly path: { readonly type: string; readonly value: string } }[];
  readonly backendRefs: BackendRef[];
  readonly timeouts?: { readonly request: string };
}

export interface GRPCRouteProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: GRPCRouteSpec;
}

export interface GRPCRouteSpec {
  readonly parentRefs: ParentReference[];
  readonly hostnames?: string[];
  readonly rules: GRPCRouteRule[];
}

export interface GRPCRouteRule {
  readonly matches?: { readonly method: { readonly service: string } }[];
  readonly backendRefs: BackendRef[];
}

export interface GatewayProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: GatewaySpec;
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly listeners: GatewayListener[];
}

export interface GatewayListener {
  readonly name: string;
  readonly hostname?: string;
  readonly port: number;
  readonly protocol: string;
  readonly tls?: { readonly mode: string; readonly certificateRefs: SecretReference[] };
  readonly allowedRoutes: { readonly namespaces: { readonly from: string } };
}

export interface SecretReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}
