import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isSound, placeOf, type Model } from '../../model.ts';
import { from } from '../../provenance.ts';
import { defineComponent, LogicalId } from '../component.ts';
import { parseCidr, subnets } from './cidr.ts';

export const network = defineComponent({
  name: 'network',
  stack: 'network',
  origin: ({ model }) => model.root.at('network'),
  view({ model }) {
    const config = model.root.at('network');
    const [cidr, zones, nat] = [config.at('cidr'), config.at('zones'), config.at('nat')];
    const blocks = subnets(parseCidr(cidr.value), zones.value);
    const name = model.root.at('app').map((app) => `${app}-${model.environment}`);
    return {
      name,
      cidr,
      zones: blocks.map((block, index) => ({
        number: new LogicalId(String(index + 1), zones),
        index: from(index, zones),
        publicCidr: from(block.public, cidr, zones),
        privateCidr: from(block.private, cidr, zones),
        publicName: name.map((text) => `${text}-public-${index + 1}`),
        privateName: name.map((text) => `${text}-private-${index + 1}`),
        natName: from(`${name.value}-${index + 1}`, name, nat),
        hasNat: nat.map((kind) => kind === 'per-zone' || (kind === 'single' && index === 0)),
        natNumber: new LogicalId(nat.value === 'single' ? '1' : String(index + 1), nat),
        hasRoute: nat.map((kind) => kind !== 'none'),
      })),
    };
  },
  check: (model) => [...checkCidr(model), ...checkNat(model)],
});

/** VPC blocks: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
function checkCidr(model: Model): readonly Diagnostic[] {
  const cidr = model.root.at('network').at('cidr');
  if (!isSound(model, cidr)) return [];
  const problem = cidrProblem(cidr.value);
  if (problem === undefined) return [];
  return [
    diagnostic(
      'PLATC3006',
      { cidr: cidr.value, problem },
      { place: placeOf(model, cidr.path), hint: 'for example 10.0.0.0/16' },
    ),
  ];
}

/** Tasks pull images and send logs over their own network interface, and the private subnets have no other way out. */
function checkNat(model: Model): readonly Diagnostic[] {
  const nat = model.root.at('network').at('nat');
  if (nat.value !== 'none' || model.config.network.endpoints) return [];
  if (model.config.target !== 'aws' || !isSound(model, nat)) return [];
  return [
    diagnostic(
      'PLATC3015',
      { nat: nat.value },
      {
        place: placeOf(model, nat.path),
        hint: '`single` is the cheapest that reaches the Internet; with `endpoints: true` tasks reach AWS alone',
      },
    ),
  ];
}

function cidrProblem(text: string): string | undefined {
  const octets = text.split(/[./]/).map(Number);
  const prefix = octets.pop() ?? 0;
  if (octets.some((octet) => octet > 255) || prefix > 32) return 'is not an IPv4 block';
  const block = parseCidr(text);
  if (block.text !== text) return `has bits set behind its prefix: the block is ${block.text}`;
  if (prefix < 16 || prefix > 24) return 'must be /16 to /24, to hold the subnets of all zones';
  return undefined;
}
