import { Reach } from './reach';

/**
 * What the name of a class that is not in the input tells, part by part: classes that providers make (EKS gp2; GKE
 * standard-rwo, premium-rwo and the -rwx ones of Filestore; AKS managed-csi, azurefile and azureblob; k3s local-path),
 * and the products that drivers are named after (https://kubernetes-csi.github.io/docs/drivers.html). Names that two of
 * them use differently, such as `standard` and `default`, tell nothing.
 */
const PARTS: readonly (readonly [reach: Reach, part: RegExp])[] = [
  ['node', /^(?:local|hostpath|topolvm|lvm|openebs)$/],
  [
    'everywhere',
    /^(?:efs|fsx|nfs\d*|smb|cifs|cephfs|rwx|azurefile|azureblob|filestore|lustre|glusterfs|juicefs|s3|gcsfuse)$/,
  ],
  ['zone', /^(?:ebs|gp2|gp3|io1|io2|pd|rwo|managed|azuredisk|cinder)$/],
];

/** From where a volume of a class can be reached, by the name of the class; undefined when the name does not tell. */
export function reachByName(name: string): Reach | undefined {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  return PARTS.find(([, part]) => parts.some((each) => part.test(each)))?.[0];
}
