import { IConstruct } from 'constructs';

/**
 * An error that names the construct, as every error of this library does.
 *
 * @param scope the construct that was given the bad value
 * @param message lower case: the bad value, and what to write instead
 */
export function constructError(scope: IConstruct, message: string): Error {
  return new Error(`${scope.node.path}: ${message}`);
}

/**
 * Runs a value class whose errors know nothing of constructs, and puts the construct path in front of what it throws.
 */
export function withPath<T>(scope: IConstruct, produce: () => T): T {
  try {
    return produce();
  } catch (error) {
    const { message } = error as Error;
    throw message.startsWith(`${scope.node.path}: `) ? error : constructError(scope, message);
  }
}

/** The same before the construct is there: by the path that it will have. */
export function withPlace<T>(scope: IConstruct, id: string, produce: () => T): T {
  try {
    return produce();
  } catch (error) {
    throw new Error(`${[scope.node.path, id].filter((part) => part !== '').join('/')}: ${(error as Error).message}`);
  }
}
