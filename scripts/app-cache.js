'use strict';
// What build/app/ keeps of a built app, and whether it is still what a build would make.
const { createHash } = require('crypto');
const fs = require('fs');

/** Names that could change what an import resolves to. */
const RESOLVABLE = /\.(?:[cm]?[jt]sx?|json)$|^[^.]+$/;

/** The coarsest time stamps of file systems in use, those of FAT. */
const TIME_STAMP_MS = 2000;

const QUIETLY = { throwIfNoEntry: false };

// Numbers and not a text, and no path.join: both take several times as long as the calls of the system.
// The change time cannot be set back, so a file that cp -p or rsync put in place of another of the same size and age is seen.
function stamp(root, file) {
  const stat = fs.statSync(`${root}/${file}`, QUIETLY);
  return stat ? { file, modified: stat.mtimeMs, changed: stat.ctimeMs, size: stat.size, inode: stat.ino } : { file };
}

function isUnchanged(root, { file, modified, changed, size, inode }) {
  const stat = fs.statSync(`${root}/${file}`, QUIETLY);
  return stat?.mtimeMs === modified && stat?.ctimeMs === changed && stat?.size === size && stat?.ino === inode;
}

function listing(folder) {
  return fs.readdirSync(folder).filter((name) => RESOLVABLE.test(name)).sort().join();
}

/** @param {string[]} files @param {string[]} folders where an import could find another file than it did */
function describe(root, files, folders) {
  return {
    engine: `${process.version} ${process.arch}`,
    files: files.map((file) => stamp(root, file)),
    folders: folders.map((folder) => [folder, listing(`${root}/${folder}`)]),
  };
}

function isFresh(root, { engine, files, folders }) {
  return engine === `${process.version} ${process.arch}`
    && files.every((file) => isUnchanged(root, file))
    && folders.every(([folder, was]) => fs.existsSync(`${root}/${folder}`) && listing(`${root}/${folder}`) === was);
}

/** Whether a file changed so shortly before a moment, or after it, that a change since need not show in its time stamps. */
function isTooYoung({ files }, moment) {
  return files.some(({ modified, changed }) => modified > moment - TIME_STAMP_MS || changed > moment - TIME_STAMP_MS);
}

function digest(...parts) {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest('hex');
}

/** Writes a file so that whoever reads it meanwhile reads the old one or the new one. */
function replace(file, content) {
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, file);
}

/** Beside the code: a digest of everything, what went into it, and the machine code. */
function save(outfile, code, inputs, machineCode) {
  const header = JSON.stringify(inputs);
  try {
    replace(`${outfile}.cache`, Buffer.concat([Buffer.from(`${digest(code, header, machineCode)}\n${header}\n`), machineCode]));
  } catch {
    // The app has done its work; the next run builds again.
  }
}

/** Undefined when there is none, or it is damaged: V8 would run damaged machine code. */
function read(outfile) {
  try {
    // esbuild writes ASCII, which needs no decoding.
    const code = fs.readFileSync(outfile, 'latin1');
    const content = fs.readFileSync(`${outfile}.cache`);
    const [endOfDigest, endOfHeader] = [content.indexOf('\n'), content.indexOf('\n', content.indexOf('\n') + 1)];
    const header = content.toString('utf8', endOfDigest + 1, endOfHeader);
    const machineCode = content.subarray(endOfHeader + 1);
    return digest(code, header, machineCode) === content.toString('utf8', 0, endOfDigest) ? { code, inputs: JSON.parse(header), machineCode } : undefined;
  } catch {
    return undefined;
  }
}

module.exports = { describe, isFresh, isTooYoung, read, replace, save };
