import { isImageName } from './image-name';

const sha = 'a'.repeat(64);

test.each([
  'nginx', 'nginx:1.27', 'library/nginx', 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3.0', 'localhost/web', 'a/b/c/d',
  'localhost:5000/web:dev', 'registry.example.com:5000/team/web_app__x--y.z:V1_2-3.4', `web@sha256:${sha}`, 'a:A',
  `r.example/web:1@sha256:${sha}`, `web@sha512:${'b'.repeat(128)}`, '[2001:db8::1]:5000/web', 'EXAMPLE.com/web',
  'Registry/web', 'web:latest', '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1',
  `${'h'.repeat(60)}.example/${'a'.repeat(255)}`, 'a'.repeat(247),
])('%s is the name of an image', (image) => expect(isImageName(image)).toBe(true));

test.each([
  '', ' ', 'web ', 'Web', 'MyImage:1', 'registry.example.com/Web:1', 'CONTROLLER_IMAGE', '{{ .Values.image }}',
  '${IMAGE}',
  'r.example/{{ .Values.repository }}:1', '${REGISTRY}/web:1', 'web:', 'web:a b', 'web@sha256:abc',
  `web@sha256:${'A'.repeat(64)}`,
  `web@md5:${'a'.repeat(32)}`, sha, 'https://r.example/web', 'ko://example.com/web', '/web', 'web/', 'a//b', '-web', 'web-', 'a..b',
  'a___b', `web:${'a'.repeat(129)}`, 'a'.repeat(248), `a.b/${'a'.repeat(256)}`, 'r.example:port/web', '<image>',
  'FILLED BY THE OPERATOR', 'x'.repeat(1e5),
])('%j is none', (image) => expect(isImageName(image)).toBe(false));
