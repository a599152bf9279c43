import { apiGroup } from '../kubernetes/api-group';
import { wordsOf } from '../kubernetes/kubectl-words';
import { textOf } from '../util/value-text';
import { UserError } from '../util/user-error';
import { plural } from '../util/plural';
import {
  isSecret, objectQuestions, podQuestions, Question, readAnswer, readStored, withoutTemplate,
} from '../cluster/server';
import { JsonObject, Manifest, Model, ServerAnswer } from '../manifests';
import { Kubectl, KubectlOptions } from './kubectl';

/** Conflicts are forced: whether the server takes the fields is asked, not who owns them now. */
const SERVER_SIDE = [
  'apply', '--server-side', '--force-conflicts', '--field-manager', 'cdk8s-nim', '--dry-run=server', '--output', 'json',
  '--filename', '-',
];
/** What a plain `kubectl apply` would do. */
const CLIENT_SIDE = ['apply', '--dry-run=server', '--output', 'json', '--filename', '-'];

/** Refusals that may be owed to the way of asking alone. */
const BY_WAY_OF_APPLY = /is invalid: |failed to create typed patch object/;

/**
 * Asks the API server by dry run whether it would take each object of a model, and one pod of each template. Nothing is
 * stored. `say` is told the commands and the rights that they need.
 *
 * @returns the same model with the answers
 * @throws when the server cannot be reached
 */
export function askServer(model: Model, options: KubectlOptions, say: (text: string) => void): Model {
  const kubectl = new Kubectl(options);
  const [objects, pods] = [objectQuestions(model), podQuestions(model)];
  say(`asking the server (dry run, nothing is stored): ${kubectl.commandLine(SERVER_SIDE)}\n`);
  say(`  where that refuses what the other may take: ${kubectl.commandLine(CLIENT_SIDE)}\n`);
  say(`  rights: create and patch, and get for the second, of ${kindsOf([...objects, ...pods]).join(', ')}\n`);
  const ofObjects = new Map([...askAll(kubectl, objects)].map(([{ manifest }, answer]) => [manifest, answer]));
  const ofPods = new Map<Manifest, Map<string, ServerAnswer>>();
  const keep = (manifest: Manifest, pointer: string, answer: ServerAnswer) =>
    ofPods.set(manifest, (ofPods.get(manifest) ?? new Map<string, ServerAnswer>()).set(pointer, answer));
  askAll(kubectl, pods).forEach((answer, { manifest, pointer }) => keep(manifest, pointer!, answer));
  withoutTemplate(model).forEach(({ manifest, pod }) =>
    keep(manifest, pod.pointer, {
      outcome: 'open', words: 'its controller makes the pods of no template that is written',
    }),
  );
  const answers = { objects: ofObjects, podOf: (of: Manifest, pointer: string) => ofPods.get(of)?.get(pointer) };
  say(
    `  ${summary([...ofObjects.values()], 'object')}, ${summary(
      [...ofPods.values()].flatMap((each) => [...each.values()]),
      'pod',
    )}\n`,
  );
  return new Model(model.manifests, { ...model.options, answers });
}

function summary(answers: ServerAnswer[], noun: string): string {
  const others = (['refused', 'quota', 'open'] as const)
    .map((outcome) => [outcome, answers.filter((each) => each.outcome === outcome).length])
    .filter(([, count]) => count !== 0)
    .map(([outcome, count]) => `${count} ${outcome === 'quota' ? 'over a quota now' : outcome}`);
  return `${plural(answers.length, noun)} asked: ${others.join(', ') || 'all taken'}`;
}

function kindsOf(questions: Question[]): string[] {
  const name = ({ object: { kind, apiVersion } }: Question) => {
    const group = apiGroup(textOf(apiVersion));
    return group === '' ? textOf(kind) : `${textOf(kind)}.${group}`;
  };
  return [...new Set(questions.map(name))].sort();
}

/**
 * All at once; where that is not taken, each half by itself, since kubectl does not say which object a message is
 * about.
 */
function askAll(kubectl: Kubectl, questions: readonly Question[]): Map<Question, ServerAnswer> {
  if (questions.length === 0) {
    return new Map();
  }
  const items = questions.map(({ object }) => object);
  const input = JSON.stringify(items.length === 1 ? items[0] : { apiVersion: 'v1', kind: 'List', items });
  const reply = kubectl.answer(SERVER_SIDE, input);
  if (questions.length === 1) {
    return new Map([[questions[0], finalAnswer(kubectl, questions[0], input, reply)]]);
  }
  const stored = reply.status === 0 ? readStored(reply.stdout) : [];
  if (stored.length === questions.length) {
    return new Map(questions.map((question, index) => [question, taken(question, stored[index])]));
  }
  const half = Math.ceil(questions.length / 2);
  return new Map([questions.slice(0, half), questions.slice(half)].flatMap((part) => [...askAll(kubectl, part)]));
}

/** Only of pods it matters what is stored. */
function taken({ pointer }: Question, stored: JsonObject | undefined): ServerAnswer {
  return { outcome: 'taken', words: '', ...pointer === undefined ? {} : { stored } };
}

function finalAnswer(
  kubectl: Kubectl,
  question: Question,
  input: string,
  reply: ReturnType<Kubectl['answer']>,
): ServerAnswer {
  const answer = readAnswer(reply, isSecret(question));
  if (answer === undefined) {
    throw new UserError(
      `${kubectl.commandLine(SERVER_SIDE.slice(0, 1))} …`, wordsOf(reply.stderr).slice(0, 3).join('; '),
    );
  }
  if (answer.outcome === 'taken') {
    return taken(question, answer.stored);
  }
  const isByWay = answer.outcome === 'refused' && question.pointer === undefined && BY_WAY_OF_APPLY.test(reply.stderr);
  return isByWay && kubectl.answer(CLIENT_SIDE, input).status === 0
    ? { outcome: 'open', words: `kubectl apply is taken and kubectl apply --server-side refused: ${answer.words}` }
    : answer;
}
