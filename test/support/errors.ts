import { readFileSync } from 'node:fs';
import * as ts from 'typescript';

/** A place in the code that makes an error for a user. */
export interface ErrorSite {
  /** `lib/a.ts:12`. */
  readonly at: string;
  /** What is called: `UserError`, `Error`, `constructError`. */
  readonly made: string;
  /** Its message with `…` for each value, and a blank and a semicolon between problem and remedy. */
  readonly message: string;
  /** Whether a value or a place is part of it. */
  readonly namesPlace: boolean;
  /** Whether a remedy is given that is written elsewhere. */
  readonly hasRemedy: boolean;
}

/** Functions that put a place before what they are given, wherever they get it. */
const HELPERS = ['refuse', 'this.refuse'];

/** Functions whose last two arguments are a problem and what to write instead; the first is the place. */
const WITH_PLACE = ['UserError', 'ManifestSyntaxError', 'constructError'];

/** Every error that the code of a file makes by itself; those that pass on another one are not among them. */
export function errorSites(file: string): ErrorSite[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const sites: ErrorSite[] = [];
  const visit = (node: ts.Node): void => {
    const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
    const made = isCall ? node.expression.getText(source) : '';
    const isThrown = made === 'Error' && ts.isThrowStatement(node.parent);
    if (isCall && (isThrown || [...WITH_PLACE, ...HELPERS].includes(made))) {
      sites.push(site(source, file, node, made));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

/** Arguments of a UserError and of the helpers that fill in a remedy where none is given. */
const REMEDY_ARGUMENT = 2;

function site(
  source: ts.SourceFile, file: string, node: ts.NewExpression | ts.CallExpression, made: string,
): ErrorSite {
  const given = [...node.arguments ?? []];
  const [place, ...others] = WITH_PLACE.includes(made) ? given : [undefined, given[0]];
  if (HELPERS.includes(made)) {
    const message = given.map(textOf).filter((text) => text.replace(/…/g, '') !== '').join('; ');
    const hasRemedy = file === 'lib/input/cluster-from.ts';
    return { at: placeOf(source, file, node), made, message, namesPlace: true, hasRemedy };
  }
  const parts = made === 'ManifestSyntaxError' ? others.slice(REMEDY_ARGUMENT) : others;
  const texts = parts.map((each) => (each ? textOf(each) : ''));
  return {
    at: placeOf(source, file, node),
    made,
    message: texts.filter((text) => text !== '').join('; '),
    namesPlace: place !== undefined && place.getText(source) !== 'undefined',
    hasRemedy: (made === 'UserError' && texts[REMEDY_ARGUMENT - 1] === '…') || texts.at(-1)?.endsWith('; …') === true,
  };
}

function placeOf(source: ts.SourceFile, file: string, node: ts.Node): string {
  return `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}

/** Literal text, with `…` for all that is computed. */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ expression, literal }) =>
      `${inserted(expression)}${literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return textOf(node.left) + textOf(node.right);
  }
  if (ts.isParenthesizedExpression(node)) {
    return textOf(node.expression);
  }
  return inserted(node);
}

/** The texts of a choice, either of which a test may show. */
function inserted(node: ts.Expression): string {
  return ts.isConditionalExpression(node) ? `…${textOf(node.whenTrue)}…${textOf(node.whenFalse)}…` : '…';
}
