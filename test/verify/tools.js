'use strict';
// The tools at exact versions, built from their Go modules or installed from their Python packages, and kept in one
// folder a
// version: the second run finds them there. The checksum database of Go vouches for what is downloaded.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { NEEDS, prometheusProgram } = require('../support/at-hand');

const kubectlMain = `package main

import (
	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
)

func main() {
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err)
	}
}
`;

/**
 * kubectl's own main package lives in k8s.io/kubernetes, which only builds with thirty `replace` lines. It is built
 * from a module that requires it: `wrapped`.
 */
const TOOLS = {
  'kubeconform': {
    module: 'github.com/yannh/kubeconform',
    version: 'v0.7.0',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  },
  'kube-linter': {
    module: 'golang.stackrox.io/kube-linter',
    version: 'v0.8.3',
    package: 'golang.stackrox.io/kube-linter/cmd/kube-linter',
  },
  'kube-score': {
    module: 'github.com/zegl/kube-score',
    version: 'v1.20.0',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
  },
  // Its v10 tags lack the /v10 in the module path, so that only a commit resolves.
  'polaris': {
    module: 'github.com/fairwindsops/polaris',
    version: 'c0e23a2',
    package: 'github.com/fairwindsops/polaris',
  },
  'checkov': {
    version: '3.3.30',
    requirements: path.join(__dirname, 'checkov-requirements.txt'),
    pythonModule: 'checkov.main',
  },
  'kubectl': {
    module: 'k8s.io/kubectl',
    version: 'v0.36.0',
    package: '.',
    wrapped: true,
    main: kubectlMain,
    flags: ['-ldflags', '-X k8s.io/component-base/version.gitVersion=v1.36.0'],
  },
  // That of Debian 12, which also plays the alerts (test/monitoring).
  'promtool': { version: '2.42.0', program: prometheusProgram('promtool') },
};

const cacheFolder = () => process.env.CDK8S_NIM_VERIFY_CACHE || path.join(os.homedir(), '.cache', 'cdk8s-nim-verify');

/**
 * Why an installation failed, without the address that it asked: which proxy serves modules is the machine's affair.
 */
function failureReason(output) {
  const complaint = output
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !/^go: (downloading|added|found) /.test(line));
  return (complaint ?? 'no message')
    .replace(/^go: (\S+: )?/, '')
    .replace(/reading https?:\/\/\S+: /, '')
    .replace(/https?:\/\/\S+/g, '(address)');
}

/** The command `name` in the folder, built by the Go toolchain of the machine. */
function goBuild(name, tool, folder) {
  const env = {
    ...process.env,
    GOBIN: folder,
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'local',
    GOFLAGS: `-mod=mod ${process.env.GOFLAGS ?? ''}`.trim(),
  };
  let args = ['install', `${tool.package}@${tool.version}`];
  if (tool.wrapped) {
    fs.writeFileSync(path.join(folder, 'go.mod'), `module verify/${name}\n\nrequire ${tool.module} ${tool.version}\n`);
    if (tool.main) {
      fs.writeFileSync(path.join(folder, 'main.go'), tool.main);
    }
    args = ['build', ...tool.flags ?? [], '-o', path.join(folder, name), tool.package];
  }
  return failureOf('go', args, { cwd: folder, env }, 'install Go 1.26 or newer');
}

/** Everything into one folder, with a command beside it that finds it there. */
function pipInstall(name, { requirements, pythonModule }, folder) {
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--target',
    path.join(folder, 'packages'),
  ];
  const command = `#!/bin/sh\nPYTHONPATH="$(dirname "$0")/packages" exec python3 -m ${pythonModule} "$@"\n`;
  fs.writeFileSync(path.join(folder, name), command, { mode: 0o755 });
  return failureOf('python3', [...args, '--requirement', requirements], {}, 'install Python 3.11 or newer with pip');
}

/** Runs a command; why it failed, or undefined. */
function failureOf(command, args, options, remedy) {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error) {
    return `${command} cannot be run (${result.error.code}); ${remedy}`;
  }
  return result.status === 0 ? undefined : failureReason(result.stderr);
}

/**
 * Installs a tool where it is not yet there. Returns its version and either `binary` or the reason why it is `absent`.
 */
function install(name) {
  const tool = TOOLS[name];
  if (tool.program) {
    const { has, get } = NEEDS.Prometheus;
    return { version: tool.version, ...(has ? { binary: tool.program } : { absent: `${name} is not there: ${get}` }) };
  }
  const target = path.join(cacheFolder(), `${name}-${tool.version}`, name);
  if (!fs.existsSync(target)) {
    // Beside its target: a rename does not cross file systems.
    fs.mkdirSync(cacheFolder(), { recursive: true });
    const folder = fs.mkdtempSync(path.join(cacheFolder(), `.build-${name}-`));
    try {
      const absent = (tool.requirements ? pipInstall : goBuild)(name, tool, folder);
      if (absent !== undefined) {
        return { version: tool.version, absent: `${name} ${tool.version} cannot be installed: ${absent}` };
      }
      fs.rmSync(path.dirname(target), { recursive: true, force: true });
      fs.renameSync(folder, path.dirname(target));
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return { version: tool.version, binary: target };
}

module.exports = { TOOLS, cacheFolder, failureReason, install };
