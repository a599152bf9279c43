'use strict';
// The Go tools, at exact versions, built from their modules by the Go toolchain of the machine and kept in one folder a version:
// the second run finds them there. The checksum database of Go vouches for what is downloaded.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

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
 * `go install package@version` refuses a module whose go.mod has `exclude` (promtool), and kubectl's own main package lives in
 * k8s.io/kubernetes, which only builds with thirty `replace` lines. Both are built from a module that requires them: `wrapped`.
 */
const TOOLS = {
  'kubeconform': { module: 'github.com/yannh/kubeconform', version: 'v0.7.0', package: 'github.com/yannh/kubeconform/cmd/kubeconform' },
  'kube-linter': { module: 'golang.stackrox.io/kube-linter', version: 'v0.8.3', package: 'golang.stackrox.io/kube-linter/cmd/kube-linter' },
  'kube-score': { module: 'github.com/zegl/kube-score', version: 'v1.20.0', package: 'github.com/zegl/kube-score/cmd/kube-score' },
  // Its v10 tags lack the /v10 in the module path, so that only a commit resolves.
  'polaris': { module: 'github.com/fairwindsops/polaris', version: 'c0e23a2', package: 'github.com/fairwindsops/polaris' },
  'kubectl': {
    module: 'k8s.io/kubectl', version: 'v0.36.0', package: '.', wrapped: true, main: kubectlMain,
    flags: ['-ldflags', '-X k8s.io/component-base/version.gitVersion=v1.36.0'],
  },
  // v0.310 to v0.314 have `replace` lines, without which they do not build.
  'promtool': {
    module: 'github.com/prometheus/prometheus', version: 'v0.309.1', package: 'github.com/prometheus/prometheus/cmd/promtool', wrapped: true,
  },
};

const cacheFolder = () => process.env.CDK8S_NIM_VERIFY_CACHE || path.join(os.homedir(), '.cache', 'cdk8s-nim-verify');

/** Why a Go command failed, without the address that it asked: which proxy serves modules is the machine's affair. */
function failureReason(output) {
  const complaint = output.split('\n').map((line) => line.trim()).find((line) => line !== '' && !/^go: (downloading|added|found) /.test(line));
  return (complaint ?? 'no message').replace(/^go: (\S+: )?/, '').replace(/reading https?:\/\/\S+: /, '');
}

function goBuild(name, tool, target, folder) {
  const env = {
    ...process.env, GOBIN: folder, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: `-mod=mod ${process.env.GOFLAGS ?? ''}`.trim(),
  };
  let args = ['install', `${tool.package}@${tool.version}`];
  if (tool.wrapped) {
    fs.writeFileSync(path.join(folder, 'go.mod'), `module verify/${name}\n\nrequire ${tool.module} ${tool.version}\n`);
    if (tool.main) {
      fs.writeFileSync(path.join(folder, 'main.go'), tool.main);
    }
    args = ['build', ...tool.flags ?? [], '-o', path.join(folder, name), tool.package];
  }
  const result = spawnSync('go', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error) {
    return `go cannot be run (${result.error.code}); install Go 1.26 or newer`;
  }
  if (result.status !== 0) {
    return failureReason(result.stderr);
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.renameSync(path.join(folder, name), target);
  return undefined;
}

/** Installs a tool where it is not yet there. Returns `{ version, seconds }` and either `binary` or the reason why it is `absent`. */
function install(name) {
  const tool = TOOLS[name];
  const target = path.join(cacheFolder(), `${name}-${tool.version}`, name);
  const start = Date.now();
  if (!fs.existsSync(target)) {
    // Beside its target: a rename does not cross file systems.
    fs.mkdirSync(cacheFolder(), { recursive: true });
    const folder = fs.mkdtempSync(path.join(cacheFolder(), `.build-${name}-`));
    try {
      const absent = goBuild(name, tool, target, folder);
      if (absent !== undefined) {
        return { version: tool.version, seconds: (Date.now() - start) / 1000, absent: `${name} ${tool.version} cannot be installed: ${absent}` };
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  return { version: tool.version, seconds: (Date.now() - start) / 1000, binary: target };
}

module.exports = { TOOLS, cacheFolder, failureReason, install };
