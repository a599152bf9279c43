/** Name of this package and of the tool in reports. */
export const TOOL_NAME = 'cdk8s-nim';

/** Version of this package; a test compares it with package.json, because the prover reads no file. */
export const TOOL_VERSION = '0.1.0';
