import { Construct } from 'constructs';
import { GRPCRoute } from '../../../imports/gateway.networking.k8s.io';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { withPath } from '../../synthesis';
import { attachRoute } from './attach-route';
import { RouteProps } from './route-props';

/**
 * Properties of `GrpcRoute`.
 */
export interface GrpcRouteProps extends RouteProps {
  /**
   * Full names of the gRPC services that clients call, such as `inference.GRPCInferenceService`.
   *
   * @default - all
   */
  readonly services?: string[];
}

/**
 * gRPC from a Gateway to a workload: a GRPCRoute of the Gateway API, and the way in for the proxies of the Gateway.
 */
export class GrpcRoute extends Construct {
  /**
   * @throws when the workload has no such port on its Service, a host or service is none, or nobody knows who sends
   */
  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id);
    withPath(this, () => {
      checkProps('GrpcRouteProps', props);
      const { metadata, parentRefs, hostnames, backendRefs } = attachRoute(this, ['grpc', 'grpcs'], props);
      const matches = props.services?.map((service) => {
        if (!/^[A-Za-z_][\w]*(\.[A-Za-z_]\w*)*$/.test(service)) {
          throw new Error(`gRPC service '${service}' is no full name; write such as 'inference.GRPCInferenceService'`);
        }
        return { method: { service } };
      });
      this.node.defaultChild = new GRPCRoute(this, 'GRPCRoute', {
        metadata, spec: { parentRefs, hostnames, rules: [{ matches, backendRefs }] },
      });
    });
  }
}
