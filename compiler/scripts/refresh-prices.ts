/**
 * `npm run refresh-prices -w compiler`: brings src/cost/prices.json up to date from AWS's price list files. With a folder
 * it reads `<folder>/<region>/<offer>.json` instead of asking AWS. What a file does not have keeps its old price and source.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { priceIn, wanted, type OfferFile } from './offer-prices.ts';

const SOURCE = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';
const target = fileURLToPath(new URL('../src/cost/prices.json', import.meta.url));

interface Prices {
  asOf: string;
  sources: Record<string, { what: string; asOf: string }>;
  regions: Record<string, Record<string, { value: number; unit: string; source: string }>>;
}

const [folder, out = target] = process.argv.slice(2);
const prices = JSON.parse(readFileSync(target, 'utf8')) as Prices;
const changed: string[] = [];
let read = 0;
for (const [region, listed] of Object.entries(prices.regions)) {
  for (const offer of new Set(Object.values(wanted).map((one) => one.offer))) {
    const file = await offerFile(offer, region);
    if (!file) continue;
    const source = `${offer}-${region}`;
    for (const [key, price] of Object.entries(listed)) {
      const value = priceIn(file, key, region);
      if (value === undefined) continue;
      read += 1;
      if (value !== price.value) changed.push(`${region} ${key}: ${price.value} → ${value}`);
      listed[key] = { ...price, value, source };
      prices.sources[source] = {
        what: `AWS price list file ${offer}, ${region}`,
        asOf: file.publicationDate.slice(0, 10),
      };
    }
  }
}
if (read === 0) {
  console.error(`no price was read: there is no file with one in ${folder ?? SOURCE}`);
  process.exit(1);
}
const used = new Set(
  Object.values(prices.regions).flatMap((listed) => Object.values(listed).map((one) => one.source)),
);
prices.sources = Object.fromEntries(Object.entries(prices.sources).filter(([source]) => used.has(source)));
prices.asOf = new Date().toISOString().slice(0, 10);
writeFileSync(out, `${JSON.stringify(prices, undefined, 2)}\n`);
console.log(changed.length === 0 ? 'no price has changed' : changed.join('\n'));

async function offerFile(offer: string, region: string): Promise<OfferFile | undefined> {
  if (folder !== undefined) {
    const path = `${folder}/${region}/${offer}.json`;
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as OfferFile) : undefined;
  }
  const answer = await fetch(`${SOURCE}/${offer}/current/${region}/index.json`);
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
  return (await answer.json()) as OfferFile;
}
