import { isImageName } from './image-name';

const sha = 'a'.repeat(64);

test.each([
  'nginx', 'nginx:1.27', 'library/nginx', 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3.0', 'localhost/web', 'a/b/c/d',
  'localhost:5000/web:dev', 'registry.example.com:5000/team/web_app__x--y.z:V1_2-3.4', `web@sha256:${sha}`, 'a:A',
  `r.example/web:1@sha256:${sha}`, `web@sha512:${'b'.repeat(128)}`, '[2001:db8::1]:5000/web', 'EXAMPLE.com/web',
  'Registry/web', 'my_org/web', 'my_org.x/web', 'web.app', 'localhost', `${sha}a`, `a${sha}`, `${sha}/web`,
  'web:latest', '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1',
])('%s is the name of an image', (image) => expect(isImageName(image)).toBe(true));

test.each([
  '', ' ', 'web ', 'Web', 'MyImage:1', 'registry.example.com/Web:1', 'CONTROLLER_IMAGE', '{{ .Values.image }}',
  '${IMAGE}',
  'r.example/{{ .Values.repository }}:1', '${REGISTRY}/web:1', 'web:', 'web:a b', 'web@sha256:abc',
  `web@sha256:${'A'.repeat(64)}`,
  `web@md5:${'a'.repeat(32)}`, sha, 'https://r.example/web', 'ko://example.com/web', '/web', 'web/', 'a//b', '-web', 'web-', 'a..b',
  'a___b', `web:${'a'.repeat(129)}`, 'r.example:port/web', '<image>',
  'r.example/a//b', 'r_x:5000/web', '[ab]/web', `web@md5:${sha}`, `web@SHA256:${sha}`,
  'FILLED BY THE OPERATOR', 'x'.repeat(1e5),
])('%j is none', (image) => expect(isImageName(image)).toBe(false));

test.each([
  ['', 247], ['docker.io/', 247], ['index.docker.io/', 247], ['team/', 250], ['docker.io/team/', 250],
  ['r.example/', 255], ['localhost/', 255],
])('the path behind %j has at most 255 characters, with what Docker Hub puts before it', (before, most) => {
  expect([most, most + 1].map((length) => isImageName(before + 'x'.repeat(length)))).toEqual([true, false]);
});
