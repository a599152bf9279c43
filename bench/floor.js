'use strict';
// The floor: node, and the YAML of every group written from a template. node bench/floor.js <template> <services>
// <output>
const fs = require('fs');

const [template, services, output] = process.argv.slice(2);
const group = fs.readFileSync(template, 'utf8');
const groups = [];
for (let index = 0; index < services / 5; index++) {
  groups.push(group.replaceAll('@', String(index)));
}
fs.writeFileSync(output, groups.join('---\n'));
