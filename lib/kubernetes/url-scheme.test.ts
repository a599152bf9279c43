import { defaultPort } from './url-scheme';

test.each<[string, number | undefined]>([
  ['https', 443], ['postgresql', 5432], ['mongodb+srv', 27017], ['grpc', undefined], ['', undefined],
  ['constructor', undefined],
])('servers of %s listen on %p', (scheme, port) => expect(defaultPort(scheme)).toBe(port));
