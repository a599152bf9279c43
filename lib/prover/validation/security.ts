import { descendingPath, requiredOneOf, userId } from './checks';
import { Report } from './refusal';
import { enclosing, FieldChecks, reportDuplicates, TypeChecks } from './tables';
import { Value } from './value';

const IDS = { runAsUser: userId, runAsGroup: userId };
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Limits of single fields: pkg/apis/core/validation/validation.go, in the functions named. */
export const SECURITY_FIELDS: FieldChecks = {
  // ValidateSecurityContext
  'core.v1.SecurityContext': IDS,
  // validatePodSpecSecurityContext
  'core.v1.PodSecurityContext': { ...IDS, fsGroup: userId },
  // validateSeccompProfileField, ValidateAppArmorProfileField
  'core.v1.SeccompProfile': { type: requiredOneOf(...PROFILE_TYPES), localhostProfile: descendingPath },
  'core.v1.AppArmorProfile': { type: requiredOneOf(...PROFILE_TYPES) },
};

export const SECURITY_TYPES: TypeChecks = {
  'core.v1.SecurityContext': (context, report) => {
    if (context.get('allowPrivilegeEscalation').json === false) {
      const added = context.get('capabilities', 'add').items.find(({ text }) => text === 'CAP_SYS_ADMIN');
      if (context.get('privileged').isTrue) {
        report(context.get('allowPrivilegeEscalation'), 'must not be false for a privileged container');
      }
      if (added) {
        report(added, 'must not be added with allowPrivilegeEscalation false');
      }
    }
    const mount = context.get('procMount');
    if (mount.text === 'Unmasked' && enclosing(context, 'containers')?.get('hostUsers').json !== false) {
      report(mount, 'must be Default unless hostUsers is false');
    }
  },
  'core.v1.PodSecurityContext': (context, report) => {
    for (const group of context.get('supplementalGroups').items) {
      const fault = userId(group);
      if (fault !== undefined) {
        report(group, fault);
      }
    }
    checkSysctls(context.get('sysctls'), report);
  },
  'core.v1.SeccompProfile': checkLocalhost,
  'core.v1.AppArmorProfile': checkLocalhost,
};

function checkLocalhost(profile: Value, report: Report): void {
  const isLocal = profile.get('type').text === 'Localhost';
  const file = profile.get('localhostProfile');
  if (isLocal && !file.isPresent) {
    report(file, 'is missing; type Localhost needs it');
  } else if (!isLocal && file.isPresent) {
    report(file, 'must not be given unless type is Localhost');
  }
}

/** validateSysctls */
function checkSysctls(sysctls: Value, report: Report): void {
  const segment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
  const form = new RegExp(`^(${segment}[./])*${segment}$`);
  for (const name of sysctls.items.map((sysctl) => sysctl.get('name'))) {
    if (!form.test(name.text) || name.text.length > 253) {
      report(name, name.isZero ? 'is missing' : 'must be the name of a sysctl, such as net.core.somaxconn');
    }
  }
  reportDuplicates(
    sysctls.items, (sysctl) => sysctl.get('name').text, report, (sysctl) => sysctl.get('name'), 'must be set once',
  );
}
