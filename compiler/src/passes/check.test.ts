import { expect, it } from 'vitest';
import { memoryHost } from '../../test/helpers/memory-host.ts';
import { checkEnvironment } from '../check-config.ts';
import type { RenderedStack } from '../stack.ts';
import { check } from './check.ts';

const host = memoryHost([
  ['platform.yaml', 'app: shop\nregion: eu-central-1\n'],
  ['environments/dev.yaml', "account: '111111111111'\n"],
]);

function stack(change: Partial<RenderedStack>): RenderedStack {
  return {
    name: 'shop-dev-network',
    kind: 'network',
    body: '',
    parameters: [],
    resources: [],
    outputs: [],
    tags: {},
    capabilities: [],
    lines: new Map(),
    origin: ['network'],
    ...change,
  };
}

it("finds what passes CloudFormation's limits", () => {
  const { model } = checkEnvironment(host, 'dev');
  if (!model) throw new Error('the config is wrong');
  const names = (count: number) => Array.from({ length: count }, (_, index) => `N${index}`);
  expect(
    check(model, [stack({ resources: names(500), parameters: names(200), outputs: names(200) })]),
  ).toEqual([]);
  const problems = check(model, [
    stack({ body: 'x'.repeat(1_000_001), resources: names(501), outputs: names(201) }),
  ]);
  expect(problems.map(({ message }) => message)).toEqual([
    'the template of shop-dev-network has 1000001 bytes, CloudFormation takes 1000000',
    'the template of shop-dev-network has 501 resources, CloudFormation takes 500',
    'the template of shop-dev-network has 201 outputs, CloudFormation takes 200',
  ]);
});
