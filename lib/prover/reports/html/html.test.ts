import fc from 'fast-check';
import { escapeHtml, html } from './html';
import {
  fleet, modelOf, deployment, reportOf, researchOps, service, tagsOf,
} from '../../../../test/support/html-report';
import { runs } from '../../../../test/support/sample';

const HOSTILE = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '</style><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='alert(1)", '<!--', ']]>',
    '</svg><iframe src=//x>', '&lt;b&gt;', '`${1}`', '\u202etxt.exe', '\ud800', '{{constructor}}', 'a'.repeat(300),
    '漢字漢字漢字漢字漢字漢字漢字漢字', '\0',
  ),
);

describe('html', () => {
  test('keeps every text inside the element and the attribute it was put in', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const [, inAttribute, inElement] = /^<p title="([^]*)">([^]*)<\/p>$/.exec(
          html`<p title="${text}">${text}</p>`.text,
        )!;
        for (const part of [inAttribute, inElement]) {
          expect(part).not.toMatch(/[<>"'`]|\p{Cc}|\p{Surrogate}/u);
          expect(part.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
        }
      }),
    );
  });

  test('escapes once, and leaves pieces of HTML and lists of them as they are', () => {
    expect(html`<b>${[html`<i>${'&'}</i>`, '<', 1, undefined, false, true]}</b>`.text).toBe('<b><i>&amp;</i>&lt;1</b>');
    expect(escapeHtml('&amp;')).toBe('&amp;amp;');
  });
});

describe('a report of hostile manifests', () => {
  const SAFE_ATTRIBUTE = /^(#workload-\d+|https:\/\/[\w./#:?=&;%~-]+)$/;

  function expectSafe(text: string): void {
    for (const { name, attributes } of tagsOf(text)) {
      expect(name).not.toMatch(/^(script|iframe|object|embed|img|link|base|form|foreignObject|image|use|a:.*)$/i);
      for (const [key, value] of attributes) {
        expect(key).not.toMatch(/^(on|src|xlink|srcdoc|formaction)/i);
        if (key === 'href') {
          expect(value).toMatch(SAFE_ATTRIBUTE);
        }
      }
    }
  }

  test('holds no tag or attribute that a name put there', () => {
    fc.assert(
      fc.property(HOSTILE, HOSTILE, HOSTILE, (name, other, reason) => {
        const acknowledged = {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: {
            name,
            namespace: other,
            annotations: { 'acknowledge.cdk8s-nim/disruption-budget-selects-no-pod': reason },
          },
          spec: { minAvailable: 1, selector: { matchLabels: { app: 'nobody' } } },
        };
        const policy = {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name },
          spec: {
            podSelector: { matchLabels: { app: name } },
            ingress: [{ from: [{ podSelector: { matchLabels: { app: other } } }], ports: [{ port: reason }] }],
          },
        };
        const model = modelOf(
          deployment(name, 1, { strategy: { type: 'Recreate' } }),
          deployment(other, 1),
          service(name),
          policy,
          acknowledged,
        );
        expectSafe(reportOf(model, 'gpu=2xg5.2xlarge', { title: name, generatedAt: other }));
      }),
      { numRuns: runs(80) },
    );
  });

  test('is read by the same strict reader as the report of an ordinary app, which finds its tags', () => {
    const text = reportOf(researchOps(), 'gpu=2xg5.2xlarge');
    expectSafe(text);
    expect(tagsOf(text).filter(({ name }) => name === 'svg').length).toBeGreaterThan(8);
    expectSafe(reportOf(fleet(30), 'gpu=9xg5.2xlarge,cpu=3xm6i.large'));
  });

  test('fails to be read when a tag is smuggled in', () => {
    expect(() => tagsOf('<p title="<b>"></p>')).toThrow('no tag');
    expect(() => tagsOf('<p></b>')).toThrow('closes another');
    expect(() => tagsOf('<p>')).toThrow('not closed');
  });
});
