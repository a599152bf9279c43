import { IgnoreDifference } from '../../../imports/argoproj.io';
import { ArgoCdKind, checkKind } from './argo-cd-kinds';

/**
 * Fields that somebody else writes, such as an autoscaler: Argo CD neither compares nor applies them.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
 */
export interface ArgoCdIgnoreDifference {
  /** Kind of the objects. */
  readonly kind: ArgoCdKind;

  /**
   * Name of the object.
   *
   * @default - all of the kind
   */
  readonly name?: string;

  /**
   * JSON pointers to the fields, such as `/spec/replicas`.
   *
   * @default - none
   */
  readonly jsonPointers?: string[];

  /**
   * jq expressions for the fields, such as `.spec.template.spec.containers[].image`.
   *
   * @default - none
   */
  readonly jqPathExpressions?: string[];

  /**
   * Field managers all of whose fields are left alone, such as `kube-controller-manager`.
   *
   * @default - none
   */
  readonly managedFieldsManagers?: string[];
}

/** The form of the Application. @throws when a difference names no field @internal */
export function ignoreDifference(difference: ArgoCdIgnoreDifference): IgnoreDifference {
  const { name, jsonPointers, jqPathExpressions, managedFieldsManagers } = difference;
  const { group = '', kind } = checkKind('ignoreDifferences', difference.kind);
  if (![jsonPointers, jqPathExpressions, managedFieldsManagers].some((fields) => fields && fields.length > 0)) {
    throw new Error(`ignoreDifferences of ${kind} names no field; write jsonPointers: ['/spec/replicas']`);
  }
  const wrong = jsonPointers?.find((pointer) => !/^(\/[^/]+)+$/.test(pointer));
  if (wrong !== undefined) {
    throw new Error(`ignoreDifferences of ${kind}: '${wrong}' is not a JSON pointer; write for example '/spec/replicas'`);
  }
  if ([...jqPathExpressions ?? [], ...managedFieldsManagers ?? []].some((text) => text.trim() === '')) {
    throw new Error(`ignoreDifferences of ${kind} has an empty text, which names no field; leave it out`);
  }
  return { group, kind, name, jsonPointers, jqPathExpressions, managedFieldsManagers };
}
