import { UserError } from '../util/user-error';

/**
 * Parts that no path may have (kubernetes pkg/apis/networking/validation `validateHTTPIngressPath`; gateway-api
 * apis/v1/httproute_types.go `HTTPPathMatch`).
 */
const FORBIDDEN = ['//', '/./', '/../', '%2f', '%2F'];
const FORBIDDEN_ENDS = ['/..', '/.'];

/**
 * Checks the path of an Ingress or a route, and returns it.
 *
 * @throws when it is not absolute, or holds what the API server refuses
 */
export function checkUrlPath(what: string, path: string): string {
  if (!path.startsWith('/')) {
    throw new UserError(undefined, `${what} '${path}' is not absolute`, `write '/${path}'`);
  }
  const found = FORBIDDEN.find((part) => path.includes(part)) ?? FORBIDDEN_ENDS.find((end) => path.endsWith(end));
  if (found !== undefined) {
    const problem = `${what} '${path}' holds '${found}', which the API server refuses`;
    throw new UserError(undefined, problem, 'write it plainly, such as /v1/chat');
  }
  return path;
}
