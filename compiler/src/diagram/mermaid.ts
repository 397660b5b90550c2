import type { Architecture, Subnet, Zone } from './architecture.ts';

/** The architecture as a flowchart: https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(it: Architecture): string {
  const balanced = it.listeners.length > 0;
  return [
    '---',
    `title: ${label(`${it.title} (${it.region})`)}`,
    '---',
    'flowchart TB',
    `  internet(("Internet"))`,
    ...(it.zones.length > 0
      ? [
          `  subgraph vpc[${label(`VPC ${it.cidr}`)}]`,
          ...(balanced ? [`    alb[${label(`Load balancer<br>${it.listeners.join(', ')}`)}]`] : []),
          ...it.zones.flatMap((zone) => zoneLines(zone, it)),
          ...(it.endpoints.length > 0
            ? [`    endpoints[${label(`VPC endpoints<br>${it.endpoints.join(', ')}`)}]`]
            : []),
          '  end',
        ]
      : []),
    ...(it.beside.length > 0 ? [`  beside[${label(it.beside.join('<br>'))}]`] : []),
    ...(balanced ? ['  internet --> alb'] : []),
    ...edges(it),
    '',
  ].join('\n');
}

function zoneLines(zone: Zone, { services }: Architecture): readonly string[] {
  return [
    `    subgraph zone${zone.number}[${label(`Zone ${zone.number}`)}]`,
    ...zone.public.flatMap((subnet) => [
      `      subgraph ${subnet.name}[${label(`public ${subnet.cidr}`)}]`,
      `        ${natId(subnet)}[${label(subnet.hasNat ? 'NAT gateway' : 'load balancer node')}]`,
      '      end',
    ]),
    ...zone.private.flatMap((subnet) => [
      `      subgraph ${subnet.name}[${label(`private ${subnet.cidr}`)}]`,
      ...(services.length === 0 ? [`        ${subnet.name}_empty[" "]`] : []),
      ...services.map(
        ({ name, tasks, size }, index) =>
          `        ${taskId(subnet, index)}[${label(`${name}<br>${tasks}<br>${size}`)}]`,
      ),
      '      end',
    ]),
    '    end',
  ];
}

function edges({ zones, services, listeners, endpoints }: Architecture): readonly string[] {
  const nats = zones.flatMap((zone) => zone.public.filter(({ hasNat }) => hasNat));
  return zones
    .flatMap((zone) =>
      zone.private.flatMap((subnet) => {
        const nat = zone.public.find(({ hasNat }) => hasNat) ?? nats[0];
        return services.flatMap(({ routes }, index) => [
          ...(listeners.length > 0
            ? [`  alb -- ${label(routes.join(' '))} --> ${taskId(subnet, index)}`]
            : []),
          ...(nat ? [`  ${taskId(subnet, index)} -.-> ${natId(nat)}`] : []),
          ...(endpoints.length > 0 ? [`  ${taskId(subnet, index)} -.-> endpoints`] : []),
        ]);
      }),
    )
    .concat(nats.map((nat) => `  ${natId(nat)} -.-> internet`));
}

function natId({ name }: Subnet): string {
  return `${name}_gateway`;
}

function taskId({ name }: Subnet, index: number): string {
  return `${name}_service${index + 1}`;
}

/** In quotes; a quote in it as Mermaid's entity. Line breaks are the only markup. */
function label(text: string): string {
  const safe = text
    .split('<br>')
    .map((part) =>
      part.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;'),
    );
  return `"${safe.join('<br>')}"`;
}
