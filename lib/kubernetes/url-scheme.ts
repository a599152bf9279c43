/** TCP ports of servers whose URL names none, by scheme: https://www.iana.org/assignments/uri-schemes, and each project. */
const DEFAULT_PORTS: { readonly [scheme: string]: number } = {
  'http': 80,
  'https': 443,
  'ws': 80,
  'wss': 443,
  'redis': 6379,
  'rediss': 6379,
  'valkey': 6379,
  'valkeys': 6379,
  'postgres': 5432,
  'postgresql': 5432,
  'mysql': 3306,
  'mongodb': 27017,
  'mongodb+srv': 27017,
  'amqp': 5672,
  'amqps': 5671,
  'nats': 4222,
  'mqtt': 1883,
  'mqtts': 8883,
  'ldap': 389,
  'ldaps': 636,
  'bolt': 7687,
  'neo4j': 7687,
  'clickhouse': 9000,
};

/** Undefined for schemes whose servers have no usual port, such as `grpc` and `tcp`. */
export function defaultPort(scheme: string): number | undefined {
  return Object.hasOwn(DEFAULT_PORTS, scheme) ? DEFAULT_PORTS[scheme] : undefined;
}
