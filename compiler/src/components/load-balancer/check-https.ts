import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isSound, placeOf, type Model } from '../../model.ts';

/** What HTTPS needs, and what contradicts itself. */
export function checkHttps(model: Model): readonly Diagnostic[] {
  return [...checkDomain(model), ...checkCertificate(model)];
}

/** A certificate is either given, or made and validated in a hosted zone; either way the domain has a name. */
function checkDomain(model: Model): readonly Diagnostic[] {
  const config = model.root.at('loadBalancer');
  const domain = config.at('domain');
  if (domain.value === undefined || !isSound(model, domain)) return [];
  const place = placeOf(model, domain.path, 'key');
  if (domain.at('name').value === undefined) {
    return [
      diagnostic(
        'PLATC2006',
        { key: 'name', owner: '`loadBalancer.domain`' },
        { place, hint: 'for example name: shop.example.com' },
      ),
    ];
  }
  const certificate = config.at('certificate');
  const served = domain.at('hostedZoneId').value !== undefined || certificate.value !== undefined;
  if (served || !isSound(model, certificate)) return [];
  return [
    diagnostic(
      'PLATC3016',
      { domain: domain.value.name },
      { place, hint: 'give its hostedZoneId, or loadBalancer.certificate' },
    ),
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html */
function checkCertificate(model: Model): readonly Diagnostic[] {
  const certificate = model.root.at('loadBalancer').at('certificate');
  const [region, account] = [model.root.at('region'), model.root.at('account')];
  if (certificate.value === undefined || !isSound(model, certificate)) return [];
  const [, , , itsRegion = '', itsAccount = ''] = certificate.value.split(':');
  const contradictions = [
    { what: 'Region', found: itsRegion, needed: region },
    { what: 'account', found: itsAccount, needed: account },
  ].filter(
    ({ found, needed }) => needed.value !== undefined && found !== needed.value && isSound(model, needed),
  );
  // What all environments share has no load balancer: an environment may name another Region.
  if (model.environment === 'common') return [];
  return contradictions.map(({ what, found, needed }) =>
    diagnostic(
      'PLATC3017',
      { what, found, needed: needed.value ?? '' },
      {
        place: placeOf(model, certificate.path),
        related: [{ place: placeOf(model, needed.path), message: `the load balancer's ${what} is set here` }],
      },
    ),
  );
}
