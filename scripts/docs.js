// @ts-check
'use strict';
// Writes the tables of properties in docs/ from the docstrings, so that no default is written down twice. A page asks
// for a table with a comment such as `<!-- props GpuNimServiceProps -->`; the table ends at `<!-- end -->`.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const ts = require('typescript');
const { reference } = require('./reference');

const root = path.resolve(__dirname, '..');
const MARKERS = /(<!-- props (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(file) : file.endsWith('.ts') ? [file] : [];
  });
}

function interfaces() {
  const found = new Map();
  for (const file of sources(path.join(root, 'lib'))) {
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) {
        found.set(node.name.text, node);
      }
    });
  }
  return found;
}

const text = (comment) => ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim() ?? '';

function row(member) {
  const docs = member.jsDoc?.[0];
  const fallback = docs?.tags?.find((tag) => tag.tagName.text === 'default');
  const [, value, reason] =
    /^(?:- )?([^ ]*\(.*?\)+|'.*?'|\[.*?\]|[\w.]+(?= |$))?(.*)$/.exec(text(fallback?.comment).replace(/^- /, '')) ?? [];
  const defaults = fallback
    ? text(fallback.comment).startsWith('- ')
      ? text(fallback.comment).slice(2)
      : `\`${value}\`${reason}`
    : '**required**';
  return `| \`${member.name.getText()}\` | ${text(docs?.comment)} | ${defaults} |`;
}

function table(name, all) {
  const node = all.get(name);
  if (!node) {
    throw new Error(`no interface ${name} in lib/; write the name of a props interface`);
  }
  const members = [...node.members].sort((a, b) => Number(Boolean(a.questionToken)) - Number(Boolean(b.questionToken)));
  return ['| property | what it is | default |', '|---|---|---|', ...members.map(row)].join('\n');
}

/** The page with its tables brought up to date. */
function renderPage(page, all = interfaces()) {
  return page.replace(MARKERS, (_, start, name, end) => `${start}\n${table(name, all)}\n\n${end}`);
}

module.exports = { interfaces, renderPage };

function write(name, text) {
  const file = path.join(root, 'docs', name);
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    fs.writeFileSync(file, text);
    console.log(`wrote docs/${name}`);
  }
}

if (require.main === module) {
  const all = interfaces();
  for (const name of fs.readdirSync(path.join(root, 'docs')).filter((file) => file.endsWith('.md'))) {
    write(name, renderPage(fs.readFileSync(path.join(root, 'docs', name), 'utf8'), all));
  }
  write('reference/api.md', reference());
  const house = spawnSync(process.execPath, [path.join(__dirname, 'house.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (house.status !== 0) {
    process.exit(1);
  }
  write('architecture.md', house.stdout);
}
