import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { HTTPRoute } from '../../../imports/gateway.networking.k8s.io';
import { checkUrlPath } from '../../kubernetes/url-path';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { withPath } from '../../synthesis';
import { wholeSeconds } from '../workload/startup-budget';
import { attachRoute } from './attach-route';
import { RouteProps } from './route-props';

/**
 * Properties of `HttpRoute`.
 */
export interface HttpRouteProps extends RouteProps {
  /**
   * Path prefixes that clients ask for.
   *
   * @default ['/']
   */
  readonly paths?: string[];

  /**
   * How long a request may take until the Gateway gives up; streams of tokens need minutes.
   *
   * @default - that of the Gateway
   */
  readonly requestTimeout?: Duration;
}

/**
 * HTTP from a Gateway to a workload: an HTTPRoute of the Gateway API, and the way in for the proxies of the Gateway.
 */
export class HttpRoute extends Construct {
  /**
   * @throws when the workload has no such port on its Service, a host or path is none, or nobody knows who sends
   */
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    withPath(this, () => {
      checkProps('HttpRouteProps', props);
      const { metadata, parentRefs, hostnames, backendRefs } = attachRoute(this, ['http', 'https'], props);
      const matches = (props.paths ?? ['/']).map((value) =>
        ({ path: { type: 'PathPrefix', value: checkUrlPath('route path', value) } }));
      const seconds = props.requestTimeout && wholeSeconds('requestTimeout', props.requestTimeout);
      this.node.defaultChild = new HTTPRoute(this, 'HTTPRoute', {
        metadata,
        spec: {
          parentRefs,
          hostnames,
          rules: [{ matches, backendRefs, timeouts: seconds === undefined ? undefined : { request: `${seconds}s` } }],
        },
      });
    });
  }
}
